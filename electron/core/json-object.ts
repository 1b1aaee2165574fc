/** A JSON object that another program wrote: nothing is known of its fields. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a JSON object; undefined for what is no JSON, or another kind of value. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined;
  } catch (error) {
    // Its message would quote the text.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
