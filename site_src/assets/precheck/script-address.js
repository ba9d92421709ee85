// @ts-check
/*! Script addresses: the only Trusted Types policy, which turns one address and no other into a script's. */

const { trustedTypes } = /** @type {any} */ (window);

export const hasTrustedTypes = Boolean(trustedTypes);

/**
 * Make the policy; a page can make it only once. Without Trusted Types, an address stays plain text.
 * @param {() => string} address the one address, whatever the policy is asked for
 * @returns {() => any} returns what the browser accepts as that script's address
 */
export function scriptAddress(address) {
  const policy = trustedTypes?.createPolicy("precheck-worker", { createScriptURL: address });
  const create = policy?.createScriptURL.bind(policy);
  return create ? () => create("") : address;
}
