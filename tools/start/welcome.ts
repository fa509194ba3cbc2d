// Says what to try once the local cloud is ready, in lines to copy into a shell.

export const makeWelcome = (url: string) => `
Ready: ${url}

Try:
  TOKEN=$(curl -s -X POST ${url}/v1/visitors | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -i -X PUT -H "Authorization: Bearer $TOKEN" ${url}/v1/posts/hello/like
  curl -s -H "Authorization: Bearer $TOKEN" ${url}/v1/posts/hello/likes

The page is at ${url}/, the control room at ${url}/control-room/, the simulator at ${url}/simulator/,
and the API is described at ${url}/v1/openapi.json. Ctrl-C ends it.`;
