#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include <restituo/ledger/reconciliation.hpp>
#include <restituo/ledger/statement.hpp>

namespace restituo {
namespace {

Outcome<Checked<std::vector<Statement>>> read(std::string text, StatementSettings settings = {}) {
  return read_statements("s", std::move(text), settings);
}

std::string codes(const Outcome<Checked<std::vector<Statement>>>& outcome) {
  std::string all;
  for (const Fault& fault : outcome ? outcome->faults : outcome.error()) {
    all += (all.empty() ? "" : " ") + fault.code;
  }
  return all;
}

StatementSettings account(CsvProfile profile = {}) {
  StatementSettings settings;
  settings.account = "BANCO-55";
  settings.profile = std::move(profile);
  return settings;
}

const std::string camt_begin =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<d:Document xmlns:d=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><d:BkToCstmrStmt><d:Stmt>\n"
    "<d:ElctrncSeqNb>7</d:ElctrncSeqNb><d:Acct><d:Id><d:IBAN>ES79 0081</d:IBAN></d:Id><d:Ccy>EUR</d:Ccy></d:Acct>\n"
    "<d:Bal><d:Tp><d:CdOrPrtry><d:Cd>OPBD</d:Cd></d:CdOrPrtry></d:Tp><d:Amt Ccy=\"EUR\">10.00</d:Amt>"
    "<d:CdtDbtInd>DBIT</d:CdtDbtInd><d:Dt><d:Dt>2015-03-01</d:Dt></d:Dt></d:Bal>\n";
const std::string camt_end = "</d:Stmt></d:BkToCstmrStmt></d:Document>\n";

TEST(Camt053, ReadsEntriesOfEveryNamespaceAndVersion) {
  const auto outcome =
      read(camt_begin +
           "<d:Ntry><d:Amt Ccy=\"EUR\">1200.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:Sts><d:Cd>BOOK</d:Cd></d:Sts>"
           "<d:BookgDt><d:DtTm>2015-03-13T23:59:00+01:00</d:DtTm></d:BookgDt><d:ValDt><d:Dt>2015-03-14</d:Dt></d:ValDt>"
           "<d:AcctSvcrRef>R1</d:AcctSvcrRef><d:NtryDtls><d:TxDtls><d:RltdPties><d:Dbtr><d:Nm>A &amp; B</d:Nm></d:Dbtr>"
           "<d:DbtrAcct><d:Id><d:IBAN>ES11</d:IBAN></d:Id></d:DbtrAcct></d:RltdPties>"
           "<d:RmtInf><d:Ustrd>renta</d:Ustrd></d:RmtInf></d:TxDtls></d:NtryDtls></d:Ntry>\n"
           "<d:Ntry><d:Amt Ccy=\"EUR\">0.05</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd><d:Sts>BOOK</d:Sts>"
           "<d:BookgDt><d:Dt>2015-03-15</d:Dt></d:BookgDt></d:Ntry>\n" +
           camt_end);
  ASSERT_TRUE(outcome) << codes(outcome);
  EXPECT_EQ(codes(outcome), "");
  const Statement& statement = outcome->value.at(0);
  EXPECT_EQ(statement.account, "ES79 0081");
  EXPECT_EQ(statement.number, "7");
  EXPECT_EQ(statement.currency, "EUR");
  EXPECT_EQ(statement.opening->amount, -1000);
  ASSERT_EQ(statement.entries.size(), 2U);
  const StatementEntry& entry = statement.entries[0];
  EXPECT_EQ(entry.amount, 120000);
  EXPECT_EQ(entry.booked, Date::of(2015, 3, 13));
  EXPECT_EQ(entry.value_date, Date::of(2015, 3, 14));
  EXPECT_EQ(entry.bank_id, "R1");
  EXPECT_EQ(entry.counter_party, "A & B");
  EXPECT_EQ(entry.counter_account, "ES11");
  EXPECT_EQ(entry.text, "renta");
  EXPECT_EQ(entry.place.line, 5U);
  EXPECT_EQ(statement.entries[1].amount, -5);
}

// ISO 20022: with the indicator, CRDT is a credit that takes a debit back. It does not turn the sign.
TEST(Camt053, AReversalKeepsTheSignThatTheEntryHas) {
  const auto outcome =
      read(camt_begin +
           "<d:Ntry><d:Amt Ccy=\"EUR\">5.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:RvslInd>true</d:RvslInd>"
           "<d:BookgDt><d:Dt>2015-03-15</d:Dt></d:BookgDt></d:Ntry>" +
           camt_end);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->value[0].entries.at(0).amount, 500);
  EXPECT_TRUE(outcome->value[0].entries[0].reversal);
}

TEST(Camt053, SaysWhatItLeavesOutAndWhatIsMissing) {
  EXPECT_EQ(
      codes(read(camt_begin +
                 "<d:Ntry><d:Amt Ccy=\"EUR\">5.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:Sts>PDNG</d:Sts></d:Ntry>" +
                 camt_end)),
      "statement-entry-pending");
  EXPECT_EQ(codes(read(camt_begin + "<d:Ntry><d:CdtDbtInd>CRDT</d:CdtDbtInd></d:Ntry>" + camt_end)),
            "statement-element-missing");
  EXPECT_EQ(codes(read(camt_begin + "<d:Ntry><d:Amt Ccy=\"USD\">5</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd></d:Ntry>" +
                       camt_end)),
            "statement-two-currencies");
  EXPECT_EQ(codes(read(camt_begin)), "statement-xml") << "cut";
}

// An entity that would swell or read a file stays what it is: text that is no amount.
TEST(Camt053, ExpandsNoEntities) {
  const auto outcome = read("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
                            camt_begin.substr(camt_begin.find('\n')) +
                            "<d:Ntry><d:Amt Ccy=\"EUR\">&x;</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd>"
                            "<d:BookgDt><d:Dt>2015-03-15</d:Dt></d:BookgDt></d:Ntry>" +
                            camt_end);
  EXPECT_EQ(codes(outcome), "number-trailing");
}

TEST(Mt940, ReadsEntriesWithTheirDetails) {
  const auto outcome = read(
      "{1:F01BANK}{2:I940}{4:\r\n:20:REF\r\n:25:00720099\r\n:28C:12/1\r\n:60F:D141230MXN100,50\r\n"
      ":61:1501021231CN1200,NTRFNONREF//B7\r\nsupplement\r\n:86:line one\r\nline two\r\n"
      ":61:150105RC0,50NMSCX\r\n:86:166?20PAGO?21DE?31DE999?32PERSON ?33A\r\n"
      ":61:150106D1,NMSCX\r\n:86:/TRTP/x/IBAN/NL11/NAME/Some One/REMI/y\r\n:62F:C150106MXN1098,00\r\n-}\r\n");
  ASSERT_TRUE(outcome) << codes(outcome);
  const Statement& statement = outcome->value.at(0);
  EXPECT_EQ(statement.account, "00720099");
  EXPECT_EQ(statement.currency, "MXN");
  EXPECT_EQ(statement.opening->amount, -10050);
  EXPECT_EQ(statement.closing->amount, 109800);
  ASSERT_EQ(statement.entries.size(), 3U);
  EXPECT_EQ(statement.entries[0].amount, 120000);
  EXPECT_EQ(statement.entries[0].booked, Date::of(2014, 12, 31)) << "31 December beside 2 January is the year before";
  EXPECT_EQ(statement.entries[0].bank_id, "B7");
  EXPECT_EQ(statement.entries[0].text, "supplement line one line two");
  EXPECT_EQ(statement.entries[1].amount, -50) << "RC takes a credit back";
  EXPECT_TRUE(statement.entries[1].reversal);
  EXPECT_EQ(statement.entries[1].text, "PAGO DE");
  EXPECT_EQ(statement.entries[1].counter_account, "DE999");
  EXPECT_EQ(statement.entries[2].counter_account, "NL11");
  EXPECT_EQ(statement.entries[2].counter_party, "Some One");
}

TEST(Mt940, RefusesWhatItCannotReadWhole) {
  const std::string begin = ":20:R\n:25:1\n:60F:C150101MXN0,\n:62F:C150101MXN0,\n";
  EXPECT_EQ(codes(read(begin + ":61:150102X1,NTRF\n")), "statement-field-form");
  EXPECT_EQ(codes(read(begin + ":61:150230C1,NTRFX\n")), "date-does-not-exist");
  EXPECT_EQ(codes(read(begin + ":61:150102C1.5,NTRFX\n")), "statement-field-form");
  EXPECT_EQ(codes(read(begin + ":61:150102EC1,NTRFX\n")), "statement-entry-pending");
  EXPECT_EQ(codes(read(":20:R\n:25:\n:60F:C150101MXN0,\n:62F:C150101MXN0,\n")), "statement-without-account");
  EXPECT_EQ(codes(read(":20:R\n:25:1\n:60F:C150101MXN0,\n:62F:C150101USD0,\n")), "statement-two-currencies");
  // Both balances are mandatory: a file that lacks one was cut.
  EXPECT_EQ(codes(read(":20:R\n:25:1\n:60F:C150101MXN0,\n:61:150102C1,NTRFX\n")), "statement-cut");
  EXPECT_EQ(codes(read(":20:R\n:25:1\n:61:150102C1,NTRFX\n:62F:C150101MXN1,\n")), "statement-element-missing");
}

const std::string ofx_begin =
    "OFXHEADER:100\nCHARSET:1252\n\n<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>77</BANKACCTFROM>\n";

TEST(Ofx, ReadsSgmlAndXmlAlike) {
  const auto sgml = read(ofx_begin +
                         "<STMTTRN><DTPOSTED>20150313120000[-6:CST]\n<TRNAMT>-1200,50\n<FITID>9\n<NAME>Pe\xF1"
                         "a &amp; C\n<MEMO>m\n"
                         "<BANKACCTTO><ACCTID>88</BANKACCTTO></STMTTRN>\n"
                         "<LEDGERBAL><BALAMT>5.00<DTASOF>20150331</LEDGERBAL></STMTRS></OFX>\n");
  ASSERT_TRUE(sgml) << codes(sgml);
  const auto xml = read(
      "<?xml version=\"1.0\"?><?OFX "
      "OFXHEADER=\"200\"?><OFX><STMTRS><CURDEF>USD</CURDEF><BANKACCTFROM><ACCTID>77</ACCTID>"
      "</BANKACCTFROM><STMTTRN><DTPOSTED>20150313</DTPOSTED><TRNAMT>-1200.50</TRNAMT><FITID>9</FITID>"
      "<NAME>Peña &amp; C</NAME><MEMO>m</MEMO><BANKACCTTO><ACCTID>88</ACCTID></BANKACCTTO></STMTTRN>"
      "<LEDGERBAL><BALAMT>5.00</BALAMT><DTASOF>20150331</DTASOF></LEDGERBAL></STMTRS></OFX>");
  ASSERT_TRUE(xml) << codes(xml);
  for (const auto* outcome : {&sgml, &xml}) {
    const Statement& statement = (*outcome)->value.at(0);
    EXPECT_EQ(statement.account, "77");
    EXPECT_EQ(statement.currency, "USD");
    EXPECT_EQ(statement.closing->amount, 500);
    const StatementEntry& entry = statement.entries.at(0);
    EXPECT_EQ(entry.amount, -120050);
    EXPECT_EQ(entry.booked, Date::of(2015, 3, 13));
    EXPECT_EQ(entry.counter_party, "Peña & C");
    EXPECT_EQ(entry.text, "Peña & C m");
    EXPECT_EQ(entry.counter_account, "88");
  }
}

TEST(Ofx, PutsCorrectionsInPlaceOfWhatTheyCorrectAndSaysSo) {
  const auto outcome =
      read(ofx_begin +
           "<STMTTRN><DTPOSTED>20150313<TRNAMT>10<FITID>1</STMTTRN>"
           "<STMTTRN><DTPOSTED>20150313<TRNAMT>20<FITID>2</STMTTRN>"
           "<STMTTRN><DTPOSTED>20150314<TRNAMT>11<FITID>3<CORRECTFITID>1<CORRECTACTION>REPLACE</STMTTRN>"
           "<STMTTRN><DTPOSTED>20150314<TRNAMT>20<FITID>4<CORRECTFITID>2<CORRECTACTION>DELETE</STMTTRN>"
           "</STMTRS></OFX>");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(codes(outcome), "statement-entry-corrected statement-entry-corrected");
  ASSERT_EQ(outcome->value[0].entries.size(), 1U);
  EXPECT_EQ(outcome->value[0].entries[0].amount, 1100);
}

TEST(Ofx, RefusesAFileThatWasCut) { EXPECT_EQ(codes(read(ofx_begin + "<STMTTRN><TRNAMT>1")), "statement-cut"); }

TEST(CsvStatement, ReadsASpanishOneNewestFirstBelowItsHeading) {
  const auto outcome = read(
      "Banco Ejemplo;;;;\r\nTitular;X, Y;;;\r\n\r\nFecha;Descripción;Cargo;Abono;Saldo\r\n"
      "31/03/2015;TRASPASO;500,00;;1.900,00\r\n13/03/2015;DEPÓSITO;;1.200,00;2.400,00\r\n13/03/"
      "2015;RETIRO;-800,00;0,00;1.200,00\r\n",
      account());
  ASSERT_TRUE(outcome) << codes(outcome);
  const auto& entries = outcome->value.at(0).entries;
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].amount, -80000);
  EXPECT_EQ(entries[0].balance, 120000);
  EXPECT_EQ(entries[0].place, (Place{"s", 7, 0}));
  EXPECT_EQ(entries[1].amount, 120000);
  EXPECT_EQ(entries[1].text, "DEPÓSITO");
  EXPECT_EQ(entries[2].booked, Date::of(2015, 3, 31));
}

TEST(CsvStatement, ReadsAnEnglishOne) {
  const auto outcome = read(
      "\xEF\xBB\xBF"
      "Date,Description,Amount,Balance\n2015-03-13,\"Smith, deposit\",\"1,200.00\",1200.00\n"
      "2015-03-14,Cash,($300.50),899.50\n2015-03-15,Fee,10.00-,889.50\n",
      account());
  ASSERT_TRUE(outcome) << codes(outcome);
  const auto& entries = outcome->value.at(0).entries;
  EXPECT_EQ(entries.at(0).amount, 120000);
  EXPECT_EQ(entries.at(0).text, "Smith, deposit");
  EXPECT_EQ(entries.at(1).amount, -30050);
  EXPECT_EQ(entries.at(2).amount, -1000);
}

TEST(CsvStatement, ReadsWindows1252WhereTheProfileSaysSo) {
  StatementSettings settings = account();
  const std::string text =
      "Fecha;Descripci\xF3n;Importe\n13/03/2015;PE\xD1"
      "A \x80;5,00\n";
  EXPECT_EQ(codes(read(text, settings)), "csv-not-utf-8 csv-not-utf-8");
  settings.encoding = TextEncoding::windows_1252;
  const auto outcome = read(text, settings);
  ASSERT_TRUE(outcome) << codes(outcome);
  EXPECT_EQ(outcome->value[0].entries.at(0).text, "PEÑA €");
}

TEST(CsvStatement, NeverGuessesWhatMayMeanTwoThings) {
  const std::string header = "Fecha;Concepto;Importe\n";
  EXPECT_EQ(codes(read(header + "03/04/2015;x;5,00\n", account())), "statement-date-order");
  EXPECT_EQ(codes(read(header + "03/03/2015;x;5,00\n", account())), "") << "the same either way";
  EXPECT_EQ(codes(read(header + "03/04/2015;x;5,00\n13/04/2015;x;5,00\n", account())), "");
  EXPECT_EQ(codes(read(header + "13/04/2015;x;1.200\n", account())), "statement-decimal-mark");
  EXPECT_EQ(codes(read(header + "13/04/2015;x;1.200\n13/04/2015;x;7,5\n", account())), "");
  EXPECT_EQ(codes(read(header + "13/04/2015;x;1200\n", account())), "");
  EXPECT_EQ(codes(read(header + "13/04/15;x;5,00\n", account())), "statement-date-form");
  EXPECT_EQ(codes(read(header + "13/04/2015;x;1.20,00\n", account())), "statement-amount-form");
  EXPECT_EQ(codes(read(header + "13/04/2015;x;12.34.567,00\n", account())), "statement-amount-form");
  CsvProfile american;
  american.date_order = "mdy";
  american.decimal = '.';
  const auto outcome = read(header + "03/04/2015;x;1.200\n", account(american));
  EXPECT_EQ(codes(outcome), "amount-decimals");
  const auto sound = read(header + "03/04/2015;x;1.20\n", account(american));
  ASSERT_TRUE(sound);
  EXPECT_EQ(sound->value[0].entries[0].booked, Date::of(2015, 3, 4));
}

TEST(CsvStatement, TakesTheColumnsThatTheProfileNames) {
  CsvProfile profile;
  profile.date = "Buchung";
  profile.amount = "Betrag";
  profile.text = {"Zweck", "Art"};
  profile.decimal = ',';
  const auto outcome = read("Buchung;Art;Zweck;Betrag\n13.04.2015;U;Miete;-5,00\n", account(profile));
  ASSERT_TRUE(outcome) << codes(outcome);
  EXPECT_EQ(outcome->value[0].entries.at(0).text, "Miete U");
  profile.balance = "Stand";
  EXPECT_EQ(codes(read("Buchung;Art;Zweck;Betrag\n13.04.2015;U;Miete;-5,00\n", account(profile))),
            "csv-column-missing");
}

TEST(CsvStatement, WarnsWhereTheLastLineMayHaveBeenCut) {
  EXPECT_EQ(codes(read("Fecha;Concepto;Importe\n13/04/2015;x;5,0", account())), "csv-last-line-open");
}

TEST(Statement, IsToldByItsFirstBytes) {
  EXPECT_EQ(form_of_statement(camt_begin), StatementForm::camt053);
  EXPECT_EQ(form_of_statement(ofx_begin), StatementForm::ofx);
  EXPECT_EQ(form_of_statement(":20:x\n:25:y\n"), StatementForm::mt940);
  EXPECT_EQ(form_of_statement("Fecha;Importe\n"), StatementForm::csv);
}

TEST(Statement, KnowsEveryLetterOfWindows1252) {
  EXPECT_EQ(utf_8_from_windows_1252("\x80\x8A\x9F\xA0\xBF\xC1\xFF"), "€ŠŸ\u00A0¿Áÿ");
  EXPECT_EQ(utf_8_from_windows_1252("\x81"), "\uFFFD");
}

// Whatever happens to a file on its way, the readers refuse it or read it: no exception, no endless loop.
TEST(Statement, OfDamagedFilesIsRefusedOrReadAndNeverABug) {
  const std::string camt =
      camt_begin +
      "<d:Ntry><d:Amt Ccy=\"EUR\">5.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:RvslInd>true</d:RvslInd>"
      "<d:BookgDt><d:Dt>2015-03-15</d:Dt></d:BookgDt><d:NtryDtls><d:TxDtls/></d:NtryDtls></d:Ntry>" +
      camt_end;
  const std::string mt940 =
      ":20:REF\r\n:25:0072\r\n:28C:12/1\r\n:60F:D141230MXN100,50\r\n:61:1501021231CN1200,NTRFNONREF//B7\r\nmore\r\n"
      ":86:166?20PAGO?31DE999\r\n:62F:C150106MXN1098,00\r\n-\r\n";
  const std::string ofx = ofx_begin +
                          "<STMTTRN><DTPOSTED>20150313<TRNAMT>10<FITID>1<MEMO>a &amp; b</STMTTRN>"
                          "<STMTTRN><DTPOSTED>20150314<TRNAMT>11<FITID>3<CORRECTFITID>1</STMTTRN></STMTRS></OFX>";
  const std::string csv =
      "x;;;;\r\nFecha;Concepto;Cargo;Abono;Saldo\r\n31/03/2015;\"T \"\"q\"\"\";500,00;;1.900,00\r\n"
      "13/03/2015;D;;1.200,00;2.400,00\r\n";
  std::mt19937 random(20261126);
  const std::string letters = "0123456789,.;:<>/\"'\n\r\t -+()CDRNF&?{}=\x80\xC3\xB1#|";
  std::size_t read_whole = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text = std::vector<std::string>{camt, mt940, ofx, csv}[static_cast<std::size_t>(round % 4)];
    for (std::size_t edits = random() % 4; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0: text[at] = letters[random() % letters.size()]; break;
        case 1: text.insert(at, 1, letters[random() % letters.size()]); break;
        case 2: text.erase(at, 1 + random() % 20); break;
        default: text.insert(at, text.substr(random() % text.size(), random() % 60));
      }
    }
    const auto outcome = read(text, account());
    if (outcome) {
      ++read_whole;
      reconcile(outcome->value, {});
    } else {
      for (const Fault& fault : outcome.error()) {
        text_of(fault, Language::es);
      }
    }
  }
  EXPECT_GT(read_whole, 1000U);
}

}  // namespace
}  // namespace restituo
