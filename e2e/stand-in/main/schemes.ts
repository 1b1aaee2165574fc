/** Schemes that main registered as standard and secure before `ready`. */
export const privilegedSchemes = new Set<string>();
