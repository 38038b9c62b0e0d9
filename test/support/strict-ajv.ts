import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The formats that contracts may name and that `ajv-formats` does not know. */
const OTHER_FORMATS = ['uint32', 'uint64', 'idn-email', 'idn-hostname', 'iri', 'iri-reference'];

/** Ajv in strict mode, every rule of it. */
export function strictAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true, ...options });
  addFormats.default(ajv);
  for (const format of OTHER_FORMATS) ajv.addFormat(format, true);
  return ajv;
}

/** The rule that strict mode has to leave off: `strictTuples` knows no tuple with a rest, as in `[string, ...number[]]`. */
export function strictFor(schema: unknown): Options {
  return hasOpenTuple(schema) ? { strictTuples: false } : {};
}

/** A schema, compiled as strictly as it can be. */
export function strictValidator(schema: object, options: Options = {}): ValidateFunction {
  return strictAjv({ ...strictFor(schema), ...options }).compile(schema);
}

function hasOpenTuple(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  const isOpen = 'prefixItems' in schema && 'items' in schema && schema.items !== false;
  return isOpen || Object.values(schema).some(hasOpenTuple);
}
