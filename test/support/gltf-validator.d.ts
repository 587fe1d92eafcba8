/** What the tests use of the Khronos validator, which has no types of its own. */
declare module 'gltf-validator' {
  interface Report {
    readonly issues: {
      /** Severity 0 is an error, 1 a warning. */
      readonly messages: readonly { readonly code: string; readonly severity: number }[];
    };
    readonly info: { readonly drawCallCount: number; readonly totalTriangleCount: number };
  }
  const validator: {
    validateBytes(bytes: Uint8Array, options?: { maxIssues?: number }): Promise<Report>;
  };
  export default validator;
}
