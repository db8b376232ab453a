// Names with a meaning that somebody has written down: they never say that their value is a secret.
// OpenTelemetry semantic conventions 1.41, the dialects that are written beside them, and ours
const defined =
  /^(?:bud|gen_ai|mcp|session|user|workflow|http|url|db|code|exception|service|telemetry|process|host|os|server|client|network|error|messaging|rpc|faas|cloud|container|k8s|deployment|user_agent|thread|langfuse|openinference|llm)\./;

// … except that these end with a name that anybody may choose.
const chosen =
  /^(?:http\.(?:request|response)\.header|db\.query\.parameter|db\.operation\.parameter|rpc\.(?:request|response)\.metadata|messaging\.header|url\.query\.parameter|process\.environment_variable|bud\.track\.(?:input|output))\.(.+)$/;

/**
 * The part of an attribute's name that somebody was free to choose, and that may say that the value is a secret; undefined
 * where a convention has chosen all of it.
 *
 * @example
 * freeName('http.request.header.x-api-key'); // 'x-api-key'
 * freeName('session.id'); // undefined
 */
export function freeName(attribute: string): string | undefined {
  return chosen.exec(attribute)?.[1] ?? (defined.test(attribute) ? undefined : attribute);
}
