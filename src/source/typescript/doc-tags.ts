/** Where a tag may stand. A parameter counts as a property: it is one of the request. */
export type TagPlace =
  'property' | 'alias' | 'message' | 'enum' | 'enum member' | 'service' | 'method';

const VALUES = ['property', 'alias'] as const;
const FIELD = ['property'] as const;
const ANYWHERE = [
  'property',
  'alias',
  'message',
  'enum',
  'enum member',
  'service',
  'method',
] as const;

/** Every tag of ours, and where it means something. */
const TAGS = {
  minimum: VALUES,
  maximum: VALUES,
  exclusiveMinimum: VALUES,
  exclusiveMaximum: VALUES,
  multipleOf: VALUES,
  minLength: VALUES,
  maxLength: VALUES,
  pattern: VALUES,
  format: VALUES,
  minItems: VALUES,
  maxItems: VALUES,
  uniqueItems: VALUES,
  integer: VALUES,
  default: FIELD,
  example: ['property', 'alias', 'message', 'enum', 'method'],
  deprecated: ANYWHERE,
  summary: ANYWHERE,
  readonly: ['property', 'alias'],
  http: ['service', 'method'],
  tag: ['method'],
  scope: ['method'],
  throws: ['method'],
  timeout: ['method'],
  tool: ['method'],
  table: ['message'],
  key: FIELD,
  autoincrement: FIELD,
  unique: FIELD,
  index: FIELD,
  column: FIELD,
  type: FIELD,
  references: FIELD,
} as const satisfies Readonly<Record<string, readonly TagPlace[]>>;

/** The name of a tag that means something to us. */
export type TagName = keyof typeof TAGS;

/** Their names, in the order in which documentation lists them. */
export const TAG_NAMES = Object.keys(TAGS) as readonly TagName[];

export function isTagName(name: string): name is TagName {
  return Object.hasOwn(TAGS, name);
}

/** Where a tag means something. */
export function placesOf(name: TagName): readonly TagPlace[] {
  return TAGS[name];
}

/** Tags that other tools own and that mean in comments what they always meant. */
export const FOREIGN_TAGS: ReadonlySet<string> = new Set(
  (
    'abstract access alias alpha api apiNote async augments author beta borrows callback category class ' +
    'classdesc constant constructor constructs copyright createDate decorator defaultValue description ' +
    'enum event eventProperty experimental export exports extends external field file fileoverview fires ' +
    'function generator global group hidden hideconstructor ignore implements import inheritDoc inheritdoc ' +
    'inner instance interface internal jsx kind label lends license link linkcode linkplain listens member ' +
    'memberof method mixes mixin module name namespace note overload override overview package packageDocumentation ' +
    'param arg argument preserve private privateRemarks prop property protected public remarks requires ' +
    'return returns sealed see since static template this todo typedef typeParam typeparam var variation ' +
    'version virtual yields nullable title id comment additionalProperties exception emits satisfies'
  ).split(' '),
);

/** What people write who know another tool's name for it. */
export const SYNONYMS: ReadonlyMap<string, TagName> = new Map<string, TagName>([
  ['min', 'minimum'],
  ['max', 'maximum'],
  ['minlen', 'minLength'],
  ['maxlen', 'maxLength'],
  ['regex', 'pattern'],
  ['regexp', 'pattern'],
  ['int', 'integer'],
  ['route', 'http'],
  ['error', 'throws'],
  ['scopes', 'scope'],
  ['tags', 'tag'],
  ['examples', 'example'],
  ['primarykey', 'key'],
]);
