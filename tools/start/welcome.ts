// Says what to try once the local cloud is ready, in lines to copy into a shell.

/** @param hasChallenge curl cannot solve a puzzle */
export const makeWelcome = (url: string, hasChallenge: boolean) => `
Ready: ${url}

Try:${hasChallenge ? `\n  npm run smoke -- --url ${url}` : makeCurls(url)}

The page is at ${url}/, the control room at ${url}/control-room/, the simulator at ${url}/simulator/,
and the API is described at ${url}/v1/openapi.json. Ctrl-C ends it.`;

const makeCurls = (url: string) => `
  TOKEN=$(curl -s -X POST ${url}/v1/visitors | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -i -X PUT -H "Authorization: Bearer $TOKEN" ${url}/v1/posts/hello/like
  curl -s -H "Authorization: Bearer $TOKEN" ${url}/v1/posts/hello/likes`;
