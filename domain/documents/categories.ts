/** The shipped categories: code → name and the prefix used in identifiers. */
export const CATEGORIES = {
  information_security: { label: 'Information security', prefix: 'IS' },
  acceptable_use: { label: 'Acceptable use', prefix: 'AU' },
  access_control: { label: 'Access control', prefix: 'AC' },
  data_classification: { label: 'Data classification', prefix: 'DC' },
  data_privacy: { label: 'Data privacy', prefix: 'DP' },
  data_retention: { label: 'Data retention', prefix: 'DR' },
  incident_response: { label: 'Incident response', prefix: 'IR' },
  business_continuity: { label: 'Business continuity', prefix: 'BC' },
  change_management: { label: 'Change management', prefix: 'CM' },
  vulnerability_management: { label: 'Vulnerability management', prefix: 'VM' },
  vendor_management: { label: 'Vendor management', prefix: 'VN' },
  physical_security: { label: 'Physical security', prefix: 'PS' },
  encryption: { label: 'Encryption', prefix: 'EN' },
  network_security: { label: 'Network security', prefix: 'NW' },
  secure_development: { label: 'Secure development', prefix: 'SD' },
  human_resources: { label: 'Human resources', prefix: 'HR' },
  compliance: { label: 'Compliance', prefix: 'CP' },
  risk_management: { label: 'Risk management', prefix: 'RM' },
  asset_management: { label: 'Asset management', prefix: 'AM' },
  logging_monitoring: { label: 'Logging and monitoring', prefix: 'LM' },
  ai_governance: { label: 'AI governance', prefix: 'AI' },
  custom: { label: 'Custom', prefix: 'CU' },
} as const satisfies Record<string, { label: string; prefix: string }>
export type Category = keyof typeof CATEGORIES

/** The codes, in the order in which they are offered. Not empty, as zod and Postgres enums want it. */
export const CATEGORY_CODES = Object.keys(CATEGORIES) as [Category, ...Category[]]
