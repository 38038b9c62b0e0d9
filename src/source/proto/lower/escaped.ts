const SIMPLE: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '"': 34, "'": 39, '\\': 92 };

/** The bytes of a default as descriptors write them: with C escapes (`FieldDescriptorProto.default_value`). */
export function bytesOfEscaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/\\[0-7]{1,3}|\\.|[^\\]/gs)) {
    if (!part.startsWith('\\')) bytes.push(...new TextEncoder().encode(part));
    else if (/[0-7]/.test(part.charAt(1))) bytes.push(Number.parseInt(part.slice(1), 8));
    else bytes.push(SIMPLE[part.charAt(1)] ?? part.charCodeAt(1));
  }
  return Uint8Array.from(bytes);
}
