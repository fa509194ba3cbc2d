// Puts the API under the owner's domain name, which is its only one then. The owner's DNS must point that name at the output DomainTarget.

import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';

export interface OwnDomain {
  readonly domainName: string;
  /** The certificate must be in the region of the deployment. */
  readonly certificateArn: string;
}

interface ApiDomainProps extends OwnDomain {
  readonly api: HttpApi;
  readonly stage: HttpStage;
}

export class ApiDomain extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { domainName: name, certificateArn, api, stage }: ApiDomainProps,
  ) {
    super(scope, id);
    const domainName = new DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, domainName, stage });

    const stack = Stack.of(this);
    new CfnOutput(stack, 'DomainTarget', {
      value: domainName.regionalDomainName,
      description: `What a CNAME or alias record of ${name} points at`,
    });
    new CfnOutput(stack, 'DomainTargetZoneId', { value: domainName.regionalHostedZoneId });
  }
}
