/* SPDX-License-Identifier: GPL-3.0-or-later */

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about many files in one process. Standard input has a line for each question, "FLAVOUR FILE" (ua1, 2a);
 * standard output answers each in order, with fields between tabs:
 *
 *	PASS	FLAVOUR	FILE
 *	FAIL	FLAVOUR	FILE	CLAUSE-TEST ×COUNT: first message (where)	...
 *	ERROR	FLAVOUR	FILE	what went wrong
 *
 * Exit status: 0 all pass, 1 some do not, 2 some could not be read.
 */
public final class Conformance {
	private int status = 0;

	private static String clean(String text) {
		return text == null ? "" : text.replaceAll("\\s+", " ").trim();
	}

	/** Each rule that is broken, once: how often, and where first. */
	private static Map<String, String> broken(ValidationResult result) {
		Map<String, Integer> counts = new TreeMap<>();
		Map<String, String> first = new TreeMap<>();
		for (TestAssertion assertion : result.getTestAssertions()) {
			if (assertion.getStatus() != TestAssertion.Status.FAILED)
				continue;
			String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
			counts.merge(rule, 1, Integer::sum);
			first.putIfAbsent(rule, clean(assertion.getMessage()) + " ("
				+ clean(assertion.getLocation().getContext()) + ")");
		}
		Map<String, String> rules = new TreeMap<>();
		for (Map.Entry<String, Integer> entry : counts.entrySet())
			rules.put(entry.getKey(), " ×" + entry.getValue() + ": " + first.get(entry.getKey()));
		return rules;
	}

	private void answer(String name, String file) {
		StringBuilder line = new StringBuilder();
		PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
		try (InputStream stream = new FileInputStream(file)) {
			if (flavour == PDFAFlavour.NO_FLAVOUR)
				throw new IOException("no flavour of this name");
			try (PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
					PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
				ValidationResult result = validator.validate(parser);
				line.append(result.isCompliant() ? "PASS" : "FAIL").append('\t').append(name).append('\t')
					.append(file);
				for (Map.Entry<String, String> rule : broken(result).entrySet())
					line.append('\t').append(rule.getKey()).append(rule.getValue());
				if (!result.isCompliant())
					this.status = Math.max(this.status, 1);
			}
		} catch (Exception | StackOverflowError | OutOfMemoryError trouble) {
			line.setLength(0);
			line.append("ERROR\t").append(name).append('\t').append(file).append('\t').append(clean(trouble.toString()));
			this.status = 2;
		}
		System.out.println(line);
		System.out.flush();
	}

	public static void main(String[] arguments) throws IOException {
		/* veraPDF logs what it also reports. */
		LogManager.getLogManager().reset();
		Logger.getLogger("").setLevel(Level.OFF);
		VeraGreenfieldFoundryProvider.initialise();
		Conformance conformance = new Conformance();
		BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line; (line = questions.readLine()) != null;) {
			int space = line.indexOf(' ');
			if (space > 0)
				conformance.answer(line.substring(0, space), line.substring(space + 1));
		}
		System.exit(conformance.status);
	}
}
