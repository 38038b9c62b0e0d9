import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The formats that contracts may name and that `ajv-formats` does not know. */
const OTHER_FORMATS = ['uint32', 'uint64', 'idn-email', 'idn-hostname', 'iri', 'iri-reference'];

/**
 * Ajv in strict mode. One of its rules is off: `strictTuples` wants every tuple to be of one length, while those of a
 * contract may have optional items and a rest.
 */
export function strictAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictTuples: false, allErrors: true, ...options });
  addFormats.default(ajv);
  for (const format of OTHER_FORMATS) ajv.addFormat(format, true);
  return ajv;
}
