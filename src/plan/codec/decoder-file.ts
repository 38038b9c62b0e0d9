import type { Contract, Declaration, Service } from '../../ir/types.ts';
import { safeName } from '../../text/identifiers.ts';
import { upperFirst } from '../../text/cases.ts';
import { docComment } from '../../text/comments.ts';
import { group, layout } from '../../text/layout.ts';
import { valueLiteral } from '../../text/literals.ts';
import type { Imports } from '../imports.ts';
import { requestDeclarations } from '../reach.ts';
import type { NameOf } from '../type-text.ts';
import { type Lines, ROOT, indented, nameFrom } from './code.ts';
import { type DecoderScope, decodeLines } from './decoder.ts';

/** One function of `templates/transport/generated_json.hbs`. */
export interface FunctionView {
  readonly docs: string;
  readonly signature: string;
  readonly lines: Lines;
}

/** `templates/transport/generated_json.hbs`, its imports apart. */
export interface DecoderFileView {
  readonly constants: Lines;
  readonly functions: readonly FunctionView[];
}

/** The function that decodes a declaration. */
export function decoderName(declaration: string): string {
  return `decode${upperFirst(declaration)}`;
}

/** The decoders of everything that a service's requests hold. */
export function decoderFileView(
  contract: Contract,
  service: Service,
  { imports, nameOf }: { imports: Imports; nameOf: NameOf },
): DecoderFileView {
  const fault = imports.kit('Fault');
  const signature = (name: string, result: string): string => {
    const parameters = ['value: unknown', `faults: ${fault}[]`, 'path: string'];
    const broken = layout(
      `export function ${name}(${parameters.join(', ')}): ${result} {`,
    ).includes('\n');
    return `${name}${group(['(', ')'], parameters, { broken })}: ${result}`;
  };
  const constants: string[] = [];
  const helpers: FunctionView[] = [];
  const declarations = requestDeclarations(contract, service);
  const taken = new Set(declarations.map((item) => decoderName(item.name)));
  const unique = (wish: string): string => {
    const name = safeName(wish, taken);
    taken.add(name);
    return name;
  };
  const base: Omit<DecoderScope, 'hint'> = {
    imports,
    decoderOf: decoderName,
    depth: 0,
    knownSet: (hint, names) => {
      const name = unique(nameFrom(hint, 'Fields'));
      constants.push(`const ${name} = new Set<string>(${valueLiteral(names)});`);
      return name;
    },
    helper: (type, hint) => {
      const name = unique(`decode${upperFirst(hint)}`);
      helpers.push({
        docs: '',
        signature: `function ${signature(name, 'void')}`,
        lines: indented(decodeLines(type, 'value', ROOT, { ...base, hint })),
      });
      return name;
    },
  };
  const functions = declarations.map((item) => functionView(item, { base, nameOf, signature }));
  return { constants, functions: [...functions, ...helpers] };
}

interface FunctionScope {
  readonly base: Omit<DecoderScope, 'hint'>;
  readonly nameOf: NameOf;
  readonly signature: (name: string, result: string) => string;
}

function functionView(
  declaration: Declaration,
  { base, nameOf, signature }: FunctionScope,
): FunctionView {
  const result = nameOf(declaration.name);
  const hint = nameFrom(declaration.name);
  const body = decodeLines(declaration.type, 'value', ROOT, { ...base, hint });
  return {
    docs: docComment(`Checks that a JSON value has the structure of ${declaration.name}.`),
    signature: `export function ${signature(decoderName(declaration.name), result)}`,
    lines: [...indented(body), `  return value as ${result};`],
  };
}
