import type { Fault } from '../errors/fault.ts';
import { type MessageCodec, createFormCodecs } from './form-codec.ts';
import type { FormTables } from './forms.ts';

/** How the messages of one type cross the wire as bytes, and what their values are in code. */
export interface FormMessageCodec<T> {
  encode(value: T): Uint8Array;
  /** What is wrong with the value goes into `faults`; bytes that are no message throw `invalid_argument`. */
  decode(bytes: Uint8Array, faults: Fault[]): T;
}

/** What code has where it is another thing than JSON. */
export interface FormCoding<T> {
  /** Checks JSON and makes the value of it, as for HTTP. */
  readonly decode?: (json: unknown, faults: Fault[]) => T;
  /** Makes JSON of the value. */
  readonly encode?: (value: T) => unknown;
}

/** Makes codecs of messages by their names: bytes to JSON by the tables, JSON to values by the contract's own code. */
export function createFormMessages(
  tables: FormTables,
): <T>(name: string, coding?: FormCoding<T>) => FormMessageCodec<T> {
  const codecs = createFormCodecs(tables);
  return <T>(name: string, { decode, encode }: FormCoding<T> = {}): FormMessageCodec<T> => {
    let codec: MessageCodec | undefined;
    const own = (): MessageCodec => (codec ??= codecs(name));
    return {
      encode: (value) => own().encode(encode === undefined ? value : encode(value)),
      decode: (bytes, faults) => {
        const json = own().decode(bytes);
        return decode === undefined ? (json as T) : decode(json, faults);
      },
    };
  };
}
