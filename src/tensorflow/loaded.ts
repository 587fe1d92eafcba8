/** Whether the native library is in this process: its settings are read once, when it is loaded. */
let loaded = false;

export function isLoaded(): boolean {
  return loaded;
}

export function markLoaded(): void {
  loaded = true;
}
