// How a request proves to the API that it came through the edge. The edge adds a header that holds a secret of the deployment.

/** CloudFront overwrites a header of this name that a client sends. */
export const EDGE_SECRET_HEADER = 'x-likes-edge-secret';

/** Where CloudFront tells the address and the port of the client. API Gateway itself sees only an address of CloudFront. */
export const VIEWER_ADDRESS_HEADER = 'cloudfront-viewer-address';
