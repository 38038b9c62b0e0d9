import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import type { GrpcComparison } from '../../../../src/ir/compare/grpc.ts';
import { compareMessages } from '../../../../src/plan/pb/compare/compare.ts';
import { grpcPlan } from '../../../../src/plan/pb/grpc-plan.ts';
import { published } from './changes.ts';

const SAME: GrpcComparison = { changes: [], findings: [] };

/** The changes between two contracts that touch gRPC, each with its verdict there. */
function told(before: string, after: string, grpc?: GrpcComparison): readonly string[] {
  const changes = compareContracts(published(before), published(after), grpc);
  return changes.flatMap(({ code, subject, position, verdicts }) =>
    verdicts.grpc === undefined ? [] : [[code, subject, position, verdicts.grpc].join(' ')],
  );
}

/** The same with what the messages of both show; the new ones are numbered on from the old, unless the lock was lost. */
function toldOfMessages(before: string, after: string, isLost = false): readonly string[] {
  const [old, fresh] = [published(before).contract, published(after).contract];
  const { lock } = grpcPlan(old, { name: 'shop' }).numbered;
  const numbers = isLost ? undefined : lock;
  const grpc = compareMessages(
    { contract: old, name: 'shop', numbers: lock },
    { contract: fresh, name: 'shop', numbers },
  );
  return told(before, after, grpc);
}

const api = (types: string, members: string): string =>
  `${types}\nexport interface Api { ${members} }`;
const user = (members: string): string =>
  api(`export interface User { ${members} }`, 'put(user: User): Promise<User>');

describe('what gRPC is told of', () => {
  const [before, after] = [user('id: string'), user('id: string; name?: string')];

  it('is nothing where nobody speaks it', () => expect(told(before, after)).toEqual([]));

  it('is a verdict for each side of the wire', () =>
    expect(told(before, after, SAME)).toEqual([
      'optional-field-added User.name request safe',
      'optional-field-added User.name response safe',
    ]));

  it('is nothing but its end where it ends', () => {
    const changes = compareContracts(published(before), published(after), {
      ...SAME,
      isGone: true,
      changes: [
        { code: 'grpc-removed', subject: 'shop', message: '', verdicts: { grpc: 'breaking' } },
      ],
    });
    const broken = changes.filter(({ verdicts }) => verdicts.grpc !== undefined);
    expect(broken.map(({ code, subject }) => `${code} ${subject}`)).toEqual(['grpc-removed shop']);
  });

  it('is no route', () =>
    expect(
      told(
        api('', '/** @http GET /a */ get(): Promise<string>'),
        api('', '/** @http GET /b */ get(): Promise<string>'),
        SAME,
      ),
    ).toEqual([]));
});

describe('messages', () => {
  it('show another number of a field that has another type', () =>
    expect(toldOfMessages(user('id: string'), user('id: boolean'))).toEqual([
      'type-changed User.id request breaking',
      'type-changed User.id response breaking',
    ]));

  it('show no difference where the bytes are the same', () =>
    expect(
      toldOfMessages(
        user('/** @integer @format int64 */ id: number'),
        user('/** @integer @format int64 */ id: number; name?: string'),
      ),
    ).toEqual([
      'optional-field-added User.name request safe',
      'optional-field-added User.name response safe',
    ]));

  it('take zero for absence', () =>
    expect(toldOfMessages(user('id?: string'), user('id: string'))).toEqual([
      'field-made-required User.id request breaking',
      'field-made-required User.id response breaking',
    ]));

  it('may go without a text that is asked for, and not without an object', () => {
    const asked = toldOfMessages(user('id: string'), user('id: string; at: Date; name: string'));
    expect(asked.filter((line) => line.includes('request'))).toEqual([
      'required-field-added User.at request breaking',
      'required-field-added User.name request safe',
    ]);
  });

  it('know fields by the names of their types', () => {
    const before = api('export interface A { a: string }', 'get(of: A): Promise<{ v: A }>');
    const after = before.replaceAll('A ', 'B ').replaceAll(': A', ': B');
    expect(toldOfMessages(before, after)).toEqual(
      expect.arrayContaining(['grpc-number-changed Api.get().v response breaking']),
    );
  });

  it('have other numbers where the lock is lost', () => {
    const [before, after] = [user('id: string; name?: string'), user('name?: string; id: string')];
    expect(toldOfMessages(before, after)).toEqual([]);
    expect(toldOfMessages(before, after, true)).toEqual(
      expect.arrayContaining([
        'grpc-number-changed User.id request breaking',
        'grpc-number-changed User.name response breaking',
      ]),
    );
  });

  it('keep the numbers of parameters whatever other services ask for', () => {
    const other = 'export interface Other { get(id: string): Promise<string> }\n';
    const before = other + api('', 'get(id: string): Promise<string>');
    const after =
      other.replace('id: string', 'key: boolean') + api('', 'get(id: string): Promise<string>');
    expect(toldOfMessages(before, after).filter((line) => line.includes('Api'))).toEqual([]);
  });

  it('have another package in a project of another name', () => {
    const contract = published(user('id: string')).contract;
    const { changes, findings } = compareMessages(
      { contract, name: 'shop', numbers: undefined },
      { contract, name: 'store', numbers: undefined },
    );
    expect(changes.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'grpc-package-changed the package shop.v1 became store.v1',
    ]);
    expect(findings).toEqual([]);
  });
});
