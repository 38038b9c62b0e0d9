import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createExamples } from '../../../src/ir/examples/examples.ts';
import { standaloneSchema } from '../../../src/ir/json-schema.ts';
import { misfit } from '../../../src/ir/misfit.ts';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import { ref } from './build.ts';
import { seeded } from '../../support/seeded.ts';
import { randomTypes } from '../../support/random-types.ts';

/** How many are drawn; a longer search sets another number. */
const CONTRACTS = Number(process.env['CONTRACTS'] ?? 20);

describe('on random contracts', () => {
  it.each(Array.from({ length: CONTRACTS }, (_, index) => index + 1))(
    'every type has an example, which fits it and is valid to an independent validator (%i)',
    (seed) => {
      const drawn = randomTypes(seeded(seed));
      const declarations = declarationsByName(drawn);
      const examples = createExamples(declarations);
      for (const { name } of drawn.declarations) {
        const type = ref(name);
        const values = examples.several(type, 3);
        expect({ name, values }).toMatchObject({ values: [examples.of(type), ...values.slice(1)] });
        const misfits = values.map((value) => misfit(value, type, declarations) ?? 'none');
        expect({ name, values, misfits }).toMatchObject({ misfits: values.map(() => 'none') });
      }
      const ajv = new Ajv2020({ strict: false, ownProperties: true, validateFormats: false });
      const isValid = ajv.compile(standaloneSchema(drawn, ref('D0'), 'request'));
      for (const value of examples.several(ref('D0'), 5)) {
        const told = { value, isValid: isValid(value) };
        expect({ ...told, errors: isValid.errors }).toMatchObject({ isValid: true });
      }
    },
  );
});
