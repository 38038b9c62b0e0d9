/** What paths and routes call a service. One case: some file systems tell no others apart. */
export function serviceId(name: string): string {
  return name.toLowerCase();
}
