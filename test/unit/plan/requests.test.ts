import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../src/plan/plan.ts';
import { sampleMessage, sampleRequest } from '../../../src/plan/requests.ts';
import { planRequest } from '../../support/planned.ts';
import { contractOf } from '../source/read.ts';

function targetOf(text: string): string | undefined {
  const context = contextOf(planRequest(contractOf(text)));
  const item = context.services[0]?.methods[0];
  const message = item && sampleMessage(context, item);
  return item === undefined || message === undefined
    ? undefined
    : sampleRequest(item, message).target;
}

describe('a sample of a request', () => {
  it('keeps a slash within the value of one part', () => {
    const target = targetOf(`
export interface FileService {
  /**
   * @http GET /files/{name}
   * @example {"name": "a/b c"}
   */
  find(name: string): Promise<string>;
}
`);
    expect(target).toBe('/files/a%2Fb%20c');
  });
});
