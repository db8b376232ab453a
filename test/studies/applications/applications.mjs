/** Open applications and frameworks for language models, each at the commit whose files are read. */
export const applications = [
  { repository: 'vercel/ai', commit: 'ed857f50f112e23930b0c2dd8d532cc8bebbc911' },
  { repository: 'langchain-ai/langchainjs', commit: '62fc484b2a0d1ec5b8bebff4a8a0efe6300ada72' },
  { repository: 'openai/openai-agents-js', commit: '6d0c61a5f62a5ed8142996a25b33446c810f84b3' },
  { repository: 'modelcontextprotocol/typescript-sdk', commit: '3924de99df834302d89f5997a1b64ca268282284' },
  { repository: 'google-gemini/gemini-cli', commit: '5411f113cafae26161b4969b0237b8e1e024e2c2' },
  { repository: 'cline/cline', commit: '21cb8d2525bcedf1f4b6890b27a74a14fe7451e4' },
  { repository: 'continuedev/continue', commit: 'd0a3c0b626b5bebc3bef4742eec05a0242be0bab' },
  { repository: 'FlowiseAI/Flowise', commit: 'ababf4c8ebc0263e03aeeb917832251d3fd785e4' },
  { repository: 'CopilotKit/CopilotKit', commit: 'e9387e04835545c45744b791aee7c9c03520be31' },
  { repository: 'run-llama/LlamaIndexTS', commit: 'acd9b66de4ec1305d8f7e87832cc68093116bb16' },
];
