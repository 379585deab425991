import { createContext, useContext } from 'react'

export const NonceContext = createContext<string | undefined>(undefined)

/**
 * The nonce inline scripts and styles need. Only the server has it: browsers hide the attribute from scripts, so after
 * hydration there is none to compare with.
 */
export const useNonce = () => useContext(NonceContext)
