/** Keeps secrets readable for this service alone: what it seals may stand in the log. */
export abstract class SecretVault {
  /** `context` says what the secret is for; only with the same it opens again. */
  abstract seal(secret: string, context: string): Promise<string>;
  /** Rejects with `WB_SECRET_SEALED` when it was sealed with another key or for another purpose. */
  abstract open(sealed: string, context: string): Promise<string>;
}
