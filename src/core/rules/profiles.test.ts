import { expect, test } from 'vitest';
import { givenNetwork, overlay } from '../network/network.test-data.ts';
import { profilesOf } from './profiles.ts';

const pod = (name: string, replicas = 1): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  template: {spec: {containers: [{name: corda, image: r.example/corda}]}}
`;

const profiles = (pods: Readonly<Record<string, string>>): readonly string[] =>
  profilesOf(
    givenNetwork(
      Object.fromEntries(
        Object.entries(pods).flatMap(([node, text]) => [
          [`nodes/${node}/kustomization.yaml`, overlay('1.4.0', 'resources: [pod.yaml]')],
          [`nodes/${node}/pod.yaml`, text],
        ]),
      ),
    ),
  ).map(({ nodes }) => nodes.join(' '));

test('nodes are alike whatever their workloads are called, and not when these differ in what rules look at', () => {
  expect(profiles({ a: pod('corda-a'), b: pod('corda-b'), c: pod('corda-c', 0) })).toEqual(['a b', 'c']);
});
