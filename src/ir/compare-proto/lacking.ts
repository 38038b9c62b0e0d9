/** Says what of something that is gone could come to mean something else: ` without reserving its number or its name`. */
export function lackingText(isNumberReserved: boolean, isNameReserved: boolean): string {
  const lacking = [
    ...(isNumberReserved ? [] : ['its number']),
    ...(isNameReserved ? [] : ['its name']),
  ];
  return lacking.length === 0 ? '' : ` without reserving ${lacking.join(' or ')}`;
}
