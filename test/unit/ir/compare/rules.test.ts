import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isFormat } from '../../../../kit/src/checks/formats.ts';
import { surfaces } from '../../../../src/ir/compare/verdicts.ts';
import { checkedFormats } from '../../../../src/ir/compare/constraints.ts';
import type { Rule } from '../../../../src/ir/compare/rule.ts';
import { rules } from '../../../../src/ir/compare/rules.ts';

const entries: readonly (readonly [string, Rule])[] = Object.entries(rules);

describe('the rules', () => {
  const here = new URL('.', import.meta.url);
  const tables = readdirSync(here)
    .filter((name) => /^(?:types|methods|grpc|http-rules)\.test\.ts$/.test(name))
    .map((name) => readFileSync(new URL(name, here), 'utf8'))
    .join('\n');

  it('are each shown by a row of the tables', () => {
    const shown = (code: string) =>
      tables.includes(`'${code} `) ||
      // Constraints are written with the word that tells them apart.
      tables.includes(`'${code.replace('constraint-', '')} `);
    expect(entries.map(([code]) => code).filter((code) => !shown(code))).toEqual([]);
  });

  it('say what to do about everything that breaks somebody', () => {
    const breaks = ({ verdicts, request, response }: Rule) =>
      [verdicts, request, response].some((one) =>
        surfaces.some((surface) => one?.[surface] === 'breaking'),
      );
    const silent = entries.filter(([, rule]) => breaks(rule) && rule.help === undefined);
    expect(silent.map(([code]) => code)).toEqual([]);
  });

  it('have a verdict, for a place or for all', () => {
    const empty = entries.filter(
      ([, { verdicts, request, response }]) =>
        verdicts === undefined && request === undefined && response === undefined,
    );
    expect(empty).toEqual([]);
  });

  it('never judge tools by answers, which no tool schema of theirs checks', () => {
    expect(entries.filter(([, { response }]) => response?.tools !== undefined)).toEqual([]);
  });
});

describe('the formats that services check', () => {
  const known =
    'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri ' +
    'iri-reference uuid uri-template json-pointer relative-json-pointer regex byte binary password';

  it('are those of the runtime', () => {
    const checked = known.split(' ').filter((format) => !isFormat('\0 ', format));
    expect(checked.toSorted()).toEqual([...checkedFormats].toSorted());
  });
});
