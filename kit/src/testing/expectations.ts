import assert from 'node:assert/strict';
import { isObject } from '../checks/members.ts';

/** What is read of a problem document (RFC 9457). */
interface Problem {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly errors?: unknown;
}

/** What a transport says before it looks at a message. */
const NOT_REACHED: ReadonlySet<unknown> = new Set([
  'route_not_found',
  'method_not_allowed',
  'not_acceptable',
  'unsupported_media_type',
  'payload_too_large',
]);

/** What a transport says of a body that is not there: it has no code of its own. */
const ABSENT_BODY = 'the request needs a body';

/** The request got as far as the service: it answered as it should, or said why not in its own words. */
export async function expectReached(
  response: Response,
  answer: 'nothing' | 'json' | string,
): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok) {
    assert.match(type, /^application\/problem\+json/);
    const { code, detail, errors } = await problemOf(response);
    assert.notEqual(detail, ABSENT_BODY, 'the transport refuses it: it has no body');
    assert.ok(!NOT_REACHED.has(code), `the transport refuses it: ${String(code)}`);
    assert.notEqual(code, 'internal', 'the service failed; its log says why');
    assert.deepEqual(errors ?? [], [], 'the request is refused for its content');
  } else if (answer === 'nothing') {
    assert.equal(response.status, 204);
  } else if (answer === 'json') {
    assert.match(type, /^application\/json/);
    JSON.parse(await response.text());
  } else {
    assert.ok(type.startsWith(answer), `the answer is ${type}, not ${answer}`);
    await response.body?.cancel();
  }
}

/** The request was refused for what is wrong with it, or before anyone looked. */
export async function expectRefused(response: Response, fault: string): Promise<void> {
  const { code, errors } = await problemOf(response);
  if (response.status === 401 || response.status === 403) return;
  assert.equal(response.status, 400);
  assert.equal(code, 'invalid_argument');
  const found = Array.isArray(errors) ? errors.filter(isObject) : [];
  const faults = found.map(({ in: where, path, rule }) => `${where} ${path} ${rule}`);
  assert.ok(faults.includes(fault), `${fault} is not among the faults: ${faults.join(', ')}`);
}

/** A call of the SDK succeeded, or failed for reasons of the service's own. */
export async function expectAnswered(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    // The SDK is the project's own copy, so that its error is known by its parts.
    const { code, faults } = isObject(error) ? error : {};
    if (typeof code !== 'string') throw error;
    assert.notEqual(code, 'invalid_response', 'the answer is not what the contract says');
    assert.notEqual(code, 'internal', 'the service failed; its log says why');
    assert.deepEqual(faults ?? [], [], 'the documented example is refused');
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json();
  return isObject(body) ? body : {};
}
