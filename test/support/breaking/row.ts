/** One call that old clients may make, and what services answer to it. */
export interface Call {
  /** Default: `Svc`. */
  readonly service?: string;
  /** Default: `m`. */
  readonly method?: string;
  readonly args?: readonly unknown[];
  /** What a caller without an SDK sends as the body, in place of arguments; for methods that answer nothing. */
  readonly json?: unknown;
  /** What the old service answers. */
  readonly answer?: unknown;
  /** What the new service answers; default: the same. */
  readonly newAnswer?: unknown;
}

/** A change of a contract, what it means, and the calls that show it. */
export interface Row {
  readonly name: string;
  /** Services are called `Svc` or begin so; each row has a base path of its own. */
  readonly before: string;
  readonly after: string;
  /** `BBs`: the worst verdict for HTTP, source and tools; `-` where nothing is said. */
  readonly verdicts: string;
  readonly calls: readonly Call[];
  /** What code does with `c`, a client of `Svc`, beside the calls. */
  readonly code?: string;
  /** Names of values that arrive under another name. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** A row about a message with these members, which a method takes. */
export function request(
  [name, verdicts]: readonly [name: string, verdicts: string],
  [before, after]: readonly [before: string, after: string],
  ...messages: readonly unknown[]
): Row {
  const text = (members: string): string =>
    `interface Req { ${members} } interface Svc { m(req: Req): Promise<void> }`;
  const calls = messages.map((message) => ({ args: [message] }));
  return { name: `request: ${name}`, verdicts, before: text(before), after: text(after), calls };
}

/** A row about a message with these members, which a method answers: first the old service's, then what the new one may say. */
export function answer(
  [name, verdicts, code]: readonly [name: string, verdicts: string, code?: string],
  [before, after]: readonly [before: string, after: string],
  old: unknown,
  ...fresh: readonly unknown[]
): Row {
  const text = (members: string): string =>
    `interface Res { ${members} } interface Svc { m(): Promise<Res> }`;
  const calls = fresh.map((newAnswer) => ({ answer: old, newAnswer }));
  return {
    name: `answer: ${name}`,
    verdicts,
    before: text(before),
    after: text(after),
    calls,
    ...(code === undefined ? {} : { code }),
  };
}

/** A row about a method of a service that has nothing else. */
export function method(
  [name, verdicts]: readonly [name: string, verdicts: string],
  [before, after]: readonly [before: string, after: string],
  calls: readonly Call[],
  more: Pick<Row, 'renamed' | 'code'> = {},
): Row {
  const text = (members: string): string => `interface Svc { ${members} }`;
  return { name, verdicts, before: text(before), after: text(after), calls, ...more };
}

/** The names that a row's contract declares. */
export function declaredNames(text: string): readonly string[] {
  const found = [...text.matchAll(/\b(?:interface|type|enum) ([A-Z]\w*)/g)];
  return [...new Set(found.map(([, name = '']) => name))];
}
