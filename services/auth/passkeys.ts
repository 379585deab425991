import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransportFuture,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Database } from '#db/client.ts'
import { countUse, listPasskeys, type PasskeyRow } from '#db/queries/passkeys.ts'
import { insertVerification, takeVerification } from '#db/queries/verifications.ts'
import { tokenHash } from '../tokens.ts'

/** As many devices as a person has, and a few that they lost. */
export const MOST_PASSKEYS = 10
/** How long a question may be answered. */
const PATIENCE_MS = 300_000

/** Who is asked, and under which name passkeys know us. */
interface Asked {
  userId: string
  rpId: string
  now: Date
}

const text = z.string().max(8_000)
const Answer = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.nullish().transform((handle) => handle ?? undefined),
  }),
})
const ClientData = z.object({ challenge: text })

/** Only its hash is kept, as of every link. */
const kept = (challenge: string): string => `signature:${tokenHash(challenge)}`
const transportsOf = ({ transports }: PasskeyRow) =>
  transports ? (transports.split(',') as AuthenticatorTransportFuture[]) : undefined

/**
 * Asks a person's passkeys to confirm a signature. The question can be answered once, within minutes, and by this person.
 * @returns null when the person has no passkey
 */
export async function askPasskey(
  db: Database,
  { userId, rpId, now }: Asked,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const keys = await listPasskeys(db, userId)
  if (keys.length === 0) return null
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    userVerification: 'required',
    allowCredentials: keys.map((key) => ({ id: key.credentialID, transports: transportsOf(key) })),
  })
  await insertVerification(db, {
    identifier: kept(options.challenge),
    value: userId,
    expiresAt: new Date(now.getTime() + PATIENCE_MS),
    createdAt: now,
  })
  return options
}

/** Whether an answer is by a passkey of this person, who proved to it who they are, to a question that we asked just now. */
export async function isAnswered(
  db: Database,
  { userId, rpId, now }: Asked,
  given: string,
  origin: string,
): Promise<boolean> {
  const answer = readJson(given, Answer)
  const client = answer && readJson(Buffer.from(answer.response.clientDataJSON, 'base64url').toString(), ClientData)
  if (!answer || !client) return false
  const asked = await db.transaction((tx) => takeVerification(tx, kept(client.challenge), now))
  const key = (await listPasskeys(db, userId)).find(({ credentialID }) => credentialID === answer.id)
  if (asked !== userId || !key) return false
  const counter = await counterOf(answer, client.challenge, { key, rpId, origin })
  if (counter === null) return false
  await countUse(db, key, counter)
  return true
}

/** What the device counts after a right answer; null for a wrong one. */
async function counterOf(
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  { key, rpId, origin }: { key: PasskeyRow; rpId: string; origin: string },
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: key.credentialID,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64')),
        counter: key.counter,
        transports: transportsOf(key),
      },
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    // It throws for all that is wrong with an answer, and asks nobody else.
    return null
  }
}

function readJson<T>(given: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(given)).data ?? null
  } catch {
    return null
  }
}
