/** What went wrong with a message, by what the sender or the server said, in words for admins. */
const CAUSES: readonly { said: RegExp; words: string }[] = [
  { said: /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN/, words: 'The mail server cannot be reached.' },
  { said: /timed? ?out|ETIMEDOUT|ESOCKET|ECONNRESET/i, words: 'The mail server does not answer in time.' },
  { said: /EAUTH|\b535\b/, words: 'The mail server does not accept the sign-in of Accord.' },
  { said: /\b(550|551|553)\b/, words: 'The mail server does not accept the address of the receiver.' },
  { said: /\b(552|452)\b/, words: 'The mailbox of the receiver is full.' },
  { said: /\b4[0-9]{2}\b/, words: 'The mail server asks to try again later.' },
  { said: /\b5[0-9]{2}\b/, words: 'The mail server refuses the message.' },
]

/** @param error as it was stored */
export const failureInWords = (error: string): string =>
  CAUSES.find(({ said }) => said.test(error))?.words ?? 'The message could not be sent.'
