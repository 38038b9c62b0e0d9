// Judges OpenAPI documents by two validators that know nothing of each other: node validate.mjs FILE...
// Prints one JSON list: what each finds wrong with each file.
import { readFileSync } from 'node:fs';
import { createConfig, lint } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';

/** Redocly's checks of the specification itself; its rules of style are not ours. */
const config = await createConfig({ extends: ['spec'], telemetry: 'off' });

async function byRedocly(file) {
  const problems = await lint({ ref: file, config });
  return problems.map(({ ruleId, message, location }) => {
    return { by: 'redocly', rule: ruleId, message, at: location[0]?.pointer };
  });
}

async function bySeriousme(file) {
  const validator = new Validator();
  const { valid, errors = [] } = await validator.validate(JSON.parse(readFileSync(file, 'utf8')));
  if (valid) return [];
  const all = Array.isArray(errors) ? errors : [{ message: String(errors) }];
  return all.map(({ message, instancePath }) => ({ by: 'seriousme', message, at: instancePath }));
}

const findings = [];
for (const file of process.argv.slice(2)) {
  for (const judge of [byRedocly, bySeriousme]) {
    findings.push(...(await judge(file)).map((finding) => ({ file, ...finding })));
  }
}
console.log(JSON.stringify(findings, null, 2));
