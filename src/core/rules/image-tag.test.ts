import { describe, expect, test } from 'vitest';
import { javaOfTag } from './image-tag.ts';

describe('the Java that a tag says', () => {
  test.each<[string, number | undefined]>([
    // Tags that R3 publishes (corda.md 4.4 and 5).
    ['4.11-zulu-openjdk8-alpine', 8],
    ['4.10.3-zulu-openjdk8-alpine', 8],
    ['1.5.9-zulu-openjdk8u382', 8],
    ['4.8.9-zulu-java1.8', 8],
    ['4.14-zulu-openjdk-alpine', 17],
    ['4.12.6-zulu-openjdk', 17],
    ['4.13.1-zulu-openjdk-alpine17.0.17', 17],
    // A distribution's version is no Java.
    ['4.12.5-temurin17-jre-alpine3.20', 17],
    ['4.12.9-zulu-openjdk-alpine3.20', 17],
    ['4.12.9-zulu-openjdk-alpine3.20.1', 17],
    ['4.12.9-openjdk-debian12', undefined],
    ['4.12.9-jdk-jammy22', undefined],
    ['4.12.9-jdk-jammy22.04.1', undefined],
    ['4.12.9-jre-22.04', undefined],
    ['4.12.9-jdk-ubi8.10.1', undefined],
    ['4.12.9-openjdk-alpine3.20', undefined],
    // Java's number, at its word or at the name of who builds it.
    ['4.12.9-corretto17-debian12', 17],
    ['4.11.7-amazoncorretto8-alpine3.20', 8],
    ['4.12.9-zulu17.48.15-ca', 17],
    ['4.12.9-temurin-21-jammy', 21],
    ['4.12.9-openjdk17-alpine3.20', 17],
    ['4.12.9-jdk-17.0.17', 17],
    ['4.11.7-java-1.8.0', 8],
    ['4.11.7-openjdk-8u392', 8],
    ['4.12.9-openjdk16', 16],
    // Two that differ, and none.
    ['4.12.9-temurin17-jre8', undefined],
    ['4.12.9-zulu17-jdk17.0.10', 17],
    ['4.12.9-openjdk-jre-2', undefined],
    ['4.12.9-jdk-20240101', undefined],
    ['4.12.9', undefined],
    ['latest', undefined],
  ])('%s: %s', (tag, java) => {
    expect(javaOfTag(tag)).toBe(java);
  });
});
