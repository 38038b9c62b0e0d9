import { upperFirst } from '../../text/cases.ts';
import { docComment } from '../../text/comments.ts';
import { group, layout } from '../../text/layout.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { Imports } from '../imports.ts';
import { importPath } from '../project-paths.ts';
import { type Subject, requestSubjects } from '../reach.ts';
import { type NameOf, typeText } from '../type-text.ts';
import { type Lines, ROOT, ifBlock, indented, nameFrom, slotOf } from './code.ts';
import { decodeLines } from './decoder.ts';
import type { DecoderScope } from './decoder-scope.ts';
import { type FileNames, createFileNames } from './file-names.ts';
import { validateLines } from './validator.ts';
import { validatorName } from './validator-file.ts';

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
  context: PlanContext,
  { service, paths }: ServicePlan,
  { imports, nameOf }: { imports: Imports; nameOf: NameOf },
): DecoderFileView {
  const subjects = requestSubjects(context.contract, service);
  const names = createFileNames(subjects.map((item) => decoderName(item.name)));
  const file: DecoderFile = {
    names,
    helpers: [],
    fault: imports.kit('Fault'),
    validators: importPath(paths.decoders, paths.validators),
  };
  const scope = decoderScope(context, file, imports);
  const functions = subjects.map((item) => subjectView(item, { scope, nameOf, file }));
  return { constants: names.constants, functions: [...functions, ...file.helpers] };
}

interface DecoderFile {
  readonly names: FileNames;
  readonly helpers: FunctionView[];
  readonly fault: string;
  /** The module of the service's validators. */
  readonly validators: string;
}

type BaseScope = Omit<DecoderScope, 'hint'>;

function decoderScope({ facts }: PlanContext, file: DecoderFile, imports: Imports): BaseScope {
  const { names } = file;
  const validation = {
    imports,
    facts,
    knownSet: names.knownSet,
    pattern: names.pattern,
    validatorOf: (declaration: string) =>
      imports.value(file.validators, validatorName(declaration)),
  };
  const scope: BaseScope = {
    imports,
    facts,
    depth: 0,
    decode: decodeLines,
    validate: (type, value, place, { hint, depth }) =>
      validateLines(type, value, place, { ...validation, hint, depth }),
    decoderOf: decoderName,
    knownSet: names.knownSet,
    constant: names.constant,
    helper: (type, hint) => {
      const name = names.unique(`decode${upperFirst(hint)}`);
      const inner = { ...scope, hint };
      const decoded = decodeLines(type, slotOf('value'), ROOT, inner);
      const checked = inner.validate(type, 'value', ROOT, inner);
      const validated = checked.length === 0 ? [] : ifBlock(['faults.length === 0'], checked);
      file.helpers.push({
        docs: '',
        signature: `function ${signatureText(name, 'unknown', file)}`,
        lines: [...indented([...decoded, ...validated]), '  return value;'],
      });
      return name;
    },
  };
  return scope;
}

/** `decodeItem(value: unknown, faults: Fault[], path: string): Item` */
function signatureText(name: string, result: string, { fault }: DecoderFile): string {
  const parameters = ['value: unknown', `faults: ${fault}[]`, 'path: string'];
  const broken = layout(`export function ${name}(${parameters.join(', ')}): ${result} {`).includes(
    '\n',
  );
  return `${name}${group(['(', ')'], parameters, { broken })}: ${result}`;
}

interface SubjectScope {
  readonly scope: BaseScope;
  readonly nameOf: NameOf;
  readonly file: DecoderFile;
}

function subjectView({ name, type }: Subject, { scope, nameOf, file }: SubjectScope): FunctionView {
  const declared = scope.facts.declarations.get(name);
  const result = declared !== undefined ? nameOf(name) : typeText(type, nameOf);
  const body = decodeLines(type, slotOf('value'), ROOT, { ...scope, hint: nameFrom(name) });
  const isCoded = scope.facts.isCoded(type);
  return {
    docs: docComment(
      isCoded
        ? `Checks that a JSON value has the structure of ${name}, and makes one of it.`
        : `Checks that a JSON value has the structure of ${name}.`,
    ),
    signature: `export function ${signatureText(decoderName(name), result, file)}`,
    lines: returning(body, result, declared?.branded === true),
  };
}

/** The body of a decoder: what reads a value of one kind is itself the answer. */
function returning(body: Lines, result: string, isBranded: boolean): Lines {
  const [only = '', ...more] = body;
  const read = /^value = (.*);$/s.exec(only)?.[1];
  const isTyped = read !== undefined && more.length === 0 && !read.startsWith('readAnyOf');
  if (isTyped) return [`  return ${read}${isBranded ? ` as ${result}` : ''};`];
  return [...indented(body), `  return value as ${result};`];
}
