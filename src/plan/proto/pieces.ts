/** Bytes as base64, in pieces that each fit a line. */
export function base64Pieces(bytes: Uint8Array): readonly string[] {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,90}/g) ?? []
  );
}
