import type { Wire } from '../../kit/src/sdk/wire.ts';
import type { Contract, Json } from '../../src/ir/types.ts';
import { lowerFirst } from '../../src/text/cases.ts';
import { loadGenerated, planned } from './planned.ts';

/** What generated code finds wrong with a message. */
export interface CodecFault {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** What decoding and validating a message comes to. */
export interface Checked {
  readonly value: unknown;
  readonly faults: readonly CodecFault[];
}

/** The decoder and validator of a request, and the description of the same message as an answer. */
export interface Codec {
  /** Decodes and validates; the given value may be changed. */
  read(value: Json): Checked;
  /** What that finds wrong. */
  check(value: Json): readonly CodecFault[];
  /** How the message crosses the wire as an answer; absent where JSON carries it as it is. */
  readonly wire: Wire | undefined;
  readonly decoderText: string;
  readonly validatorText: string;
}

type Check = (value: unknown, faults: CodecFault[], path: string) => unknown;

const DECODERS = 'transport/svc/generated_json.ts';
const VALIDATORS = 'endpoint/svc/generated_validators.ts';
const WIRES = 'transport/svc/generated_wire.ts';

const CODE = /\/svc\/generated_(?:json|validators|wire)\.ts$/;

/** Plans, renders, compiles and loads the codecs of a declaration of the one service `Svc`. */
export async function codecOf(contract: Contract, declaration: string): Promise<Codec> {
  const texts = planned(contract, CODE);
  const modules = await loadGenerated(texts);
  const exported = (path: string, name: string): unknown => modules[path]?.[name];
  const decode = exported(DECODERS, `decode${declaration}`) as Check | undefined;
  const validate = exported(VALIDATORS, `validate${declaration}`) as Check | undefined;
  const wire = exported(WIRES, `${lowerFirst(declaration)}Wire`) as Wire | undefined;
  if (decode === undefined) throw new Error(`there is no decoder of ${declaration}`);
  const read = (given: Json): Checked => {
    const faults: CodecFault[] = [];
    const value = decode(given, faults, '');
    validate?.(value, faults, '');
    return { value, faults };
  };
  return {
    read,
    check: (value) => read(value).faults,
    wire,
    decoderText: texts[DECODERS] ?? '',
    validatorText: texts[VALIDATORS] ?? '',
  };
}
