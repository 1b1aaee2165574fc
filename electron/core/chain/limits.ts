/** Shortest life that AWS gives any session, seconds. */
export const LEAST_SECONDS = 900;

/** What AWS gives where nothing is asked for, and the limit for chained roles, seconds. */
export const ONE_HOUR = 3600;

/** The longest that a role's owner can allow (MaxSessionDuration), seconds. */
export const MOST_ROLE_SECONDS = 43_200;

/**
 * GetSessionToken: default and longest life, seconds
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html).
 */
export const SESSION_TOKEN_SECONDS = 43_200;
export const MOST_SESSION_TOKEN_SECONDS = 129_600;
