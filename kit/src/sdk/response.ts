import { ApiError } from './api-error.ts';

/** Reads at most `limit` bytes; a longer body is cut or refused. */
export async function boundedText(
  response: Response,
  limit: number,
  beyond: 'cut' | 'refuse',
): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size <= limit) {
      text += decoder.decode(value, { stream: true });
      continue;
    }
    await reader.cancel();
    if (beyond === 'cut') return text;
    throw invalidResponse(response, `the response is larger than ${limit} bytes`, undefined);
  }
}

/** The error of a response that the service should not have sent. */
export function invalidResponse(response: Response, detail: string, body: unknown): ApiError {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const { status } = response;
  return new ApiError({ code: 'invalid_response', status, detail, requestId, body });
}
