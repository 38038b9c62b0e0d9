import { beforeAll, describe, expect, it } from 'vitest';
import { protoCodes } from '../src/diagnostics/codes/proto.ts';
import { encodeFileDescriptorSet } from '../src/source/proto/encode.ts';
import { installPeers } from './support/peers.ts';
import { protoCases } from './support/proto/all-cases.ts';
import { type BufAnswer, askBuf } from './support/proto/buf.ts';
import { filesOf } from './support/proto/descriptors.ts';
import { readProto } from './support/proto/read.ts';

// The protobuf language, case by case: what is accepted and what is refused, where and why. Another compiler, buf,
// says what it thinks of each; where it is known to differ from protoc, the case says so.

/** buf is asked about every so many of them; `MICROGEN_PROTO_SHARE=1` asks about all. */
const SHARE = Number(process.env['MICROGEN_PROTO_SHARE'] ?? 4);
const asked = protoCases.filter((_, index) => index % SHARE === 0);

const answers = new Map<object, BufAnswer>();

beforeAll(async () => {
  installPeers();
  const given = await askBuf(asked.map(({ files }) => files));
  for (const [index, one] of asked.entries()) {
    const answer = given[index];
    if (answer !== undefined) answers.set(one, answer);
  }
});

const accepted = protoCases.filter(({ code }) => code === undefined);
const refused = protoCases.filter(({ code }) => code !== undefined);

describe('what is right', () => {
  it.each(accepted)('$name', (one) => {
    const { diagnostics, files, sources } = readProto(one.files);
    expect(diagnostics).toEqual([]);
    expect(sources[0]?.path).toBe('a.proto');
    if (!asked.includes(one)) return;
    const answer = answers.get(one);
    if (one.buf === 'refuses') {
      expect(answer).toHaveProperty('refused');
      return;
    }
    if (answer === undefined || !('set' in answer)) throw new Error(answer?.refused);
    const theirs = filesOf(answer.set);
    for (const [name, file] of Object.entries(filesOf(encodeFileDescriptorSet(files)))) {
      expect(file).toEqual(theirs[name]);
    }
  });
});

describe('what is wrong', () => {
  it.each(refused)('$name', (one) => {
    const { diagnostics, file, files } = readProto(one.files);
    expect({ file, files }).toEqual({ files: [] });
    const found = diagnostics.filter(({ code }) => code === one.code);
    expect(found).not.toEqual([]);
    if (one.place !== undefined) expect(found.map(({ span }) => span)).toContainEqual(one.place);
    if (!asked.includes(one)) return;
    expect(answers.get(one)).toHaveProperty(one.buf === 'accepts' ? 'set' : 'refused');
  });
});

describe('the table', () => {
  it('has a case of every code that is about the language', () => {
    const seen = new Set(refused.map(({ code }) => String(code)));
    const missing = Object.keys(protoCodes).filter((code) => !seen.has(code));
    // What becomes of services is none of it.
    expect(missing.filter((code) => !/^proto-(?:http|no-service)/.test(code))).toEqual([]);
  });

  it('says what is expected in the places that it marks', () => {
    const marked = refused.filter(({ place }) => place !== undefined);
    expect(marked.length / refused.length).toBeGreaterThan(0.9);
  });

  it('has no two cases of one name', () => {
    const names = protoCases.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
