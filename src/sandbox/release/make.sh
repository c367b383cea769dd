#!/usr/bin/env bash
# Makes trade-1.4.0.jar, the CorDapp that the demo releases: a contract and a flow, signed by O=Acme.
# Needs a JDK 17: javac, jar, jarsigner, keytool. The signing key is made anew and thrown away, so each run gives another
# signature; the committed JAR is what the demo and the tests use.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir -p corda/net/corda/core/{contracts,flows} src/com/acme/trade api out/migration

# As much of Corda as the two classes need to compile; it is not packed.
cat >corda/net/corda/core/contracts/Contract.java <<'JAVA'
package net.corda.core.contracts;

public interface Contract {
    void verify(Object transaction);
}
JAVA
cat >corda/net/corda/core/flows/StartableByRPC.java <<'JAVA'
package net.corda.core.flows;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Retention(RetentionPolicy.RUNTIME)
public @interface StartableByRPC {}
JAVA
cat >src/com/acme/trade/TradeContract.java <<'JAVA'
package com.acme.trade;

import net.corda.core.contracts.Contract;

public class TradeContract implements Contract {
    public static final String ID = "com.acme.trade.TradeContract";

    @Override
    public void verify(Object transaction) {
        if (transaction == null) throw new IllegalArgumentException("A trade needs a transaction.");
    }
}
JAVA
cat >src/com/acme/trade/SettleFlow.java <<'JAVA'
package com.acme.trade;

import net.corda.core.flows.StartableByRPC;

@StartableByRPC
public class SettleFlow {
    public String call() {
        return "settled";
    }
}
JAVA
cat >out/migration/trade.changelog-master.xml <<'XML'
<?xml version="1.1" encoding="UTF-8" standalone="no"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
    <changeSet author="acme" id="trade-1">
        <createTable tableName="trade_states">
            <column name="output_index" type="INT"/>
        </createTable>
    </changeSet>
</databaseChangeLog>
XML
cat >manifest.txt <<'MF'
Cordapp-Contract-Name: Trade Contract
Cordapp-Contract-Version: 8
Cordapp-Contract-Vendor: Acme
Cordapp-Contract-Licence: Apache-2.0
Cordapp-Workflow-Name: Trade Flows
Cordapp-Workflow-Version: 13
Cordapp-Workflow-Vendor: Acme
Cordapp-Workflow-Licence: Apache-2.0
Min-Platform-Version: 13
Target-Platform-Version: 13
Sealed: true
MF

javac -Xlint:-options --release 8 -d api $(find corda -name '*.java')
javac -Xlint:-options --release 8 -g:none -cp api -d out src/com/acme/trade/*.java
jar --create --file trade-1.4.0.jar --date 2024-01-01T00:00:00Z --manifest manifest.txt -C out .
store=(-keystore keys.p12 -storetype PKCS12 -storepass fixture -keypass fixture)
keytool -genkeypair -alias acme -dname 'CN=Acme Release, O=Acme, C=GB' -keyalg EC -groupname secp256r1 \
  -validity 36500 "${store[@]}" 2>/dev/null
jarsigner "${store[@]}" trade-1.4.0.jar acme >/dev/null 2>&1
jarsigner -verify -strict "${store[@]}" trade-1.4.0.jar
cp trade-1.4.0.jar "$here/"
