/** What the fraud desk lets persons sign: pure, without Kafka, HTTP and clock. */
package de.siegel.frauddesk.domain;
