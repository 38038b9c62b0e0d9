import { isObject } from '../checks/members.ts';

/**
 * The field of an answer that is all of the response (`response_body` of google.api.http).
 * @param json the whole answer, in which a default is left out
 * @param fallback what stands for the field then
 */
export function responsePart(json: unknown, name: string, fallback: unknown): unknown {
  return isObject(json) && Object.hasOwn(json, name) ? json[name] : fallback;
}
