-- What people and dashboards read: one row an observation, a finding, a document, with Chinese names beside the codes.
-- Plain SQL (SQLite and PostgreSQL). Statements end with a semicolon at the end of a line.

CREATE VIEW v_observation AS
SELECT
    d.document, f.report, r.title, r.office, f.figure,
    f.subject, f.measure, f.indicator, indicator.zh AS indicator_zh, f.breakdown, f.period,
    f.value, f.value_number, f.unit, f.low, f.high,
    f.kind, kind.zh AS kind_zh,
    f.bound, bound.zh AS bound_zh,
    f.mode, mode.zh AS mode_zh,
    f.role, role.zh AS role_zh,
    f.text, f.sentence, f.section, f.page, f.start, f."end", f.origin, f.rule, f.confidence,
    f.document_id
FROM figure AS f
JOIN document AS d ON d.id = f.document_id
LEFT JOIN report AS r ON r.document_id = f.document_id AND r.report = f.report
LEFT JOIN label AS kind ON kind.field = 'kind' AND kind.code = f.kind
LEFT JOIN label AS bound ON bound.field = 'bound' AND bound.code = f.bound
LEFT JOIN label AS mode ON mode.field = 'mode' AND mode.code = f.mode
LEFT JOIN label AS role ON role.field = 'role' AND role.code = f.role
LEFT JOIN label AS indicator ON indicator.field = 'indicator' AND indicator.code = f.indicator;

CREATE VIEW v_finding AS
SELECT
    p.id, p.run_id, p.finding,
    p.severity, severity.zh AS severity_zh,
    p.code, code.zh AS code_zh,
    p.message, p.expected, p.actual, p.gap, p.gap_number, p.tolerance, p.suggestion,
    p.status, status.zh AS status_zh, p.equation, p.waiver,
    d.document, f.report, f.figure, f.subject, f.measure, f.period, f.text, f.sentence, f.page, f.start, f."end",
    p.fingerprint, p.value_digest, c.document_id
FROM finding AS p
LEFT JOIN finding_figure AS c ON c.finding_id = p.id AND c.position = 0
LEFT JOIN document AS d ON d.id = c.document_id
LEFT JOIN figure AS f ON f.document_id = c.document_id AND f.figure = c.figure
LEFT JOIN label AS severity ON severity.field = 'severity' AND severity.code = p.severity
LEFT JOIN label AS code ON code.field = 'code' AND code.code = p.code
LEFT JOIN label AS status ON status.field = 'status' AND status.code = p.status;

CREATE VIEW v_document AS
SELECT
    d.id, d.document, d.encoding, d.read_at, d.pipeline_version,
    (SELECT count(*) FROM report AS r WHERE r.document_id = d.id) AS reports,
    (SELECT count(*) FROM figure AS f WHERE f.document_id = d.id) AS figures,
    (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id) AS relations,
    (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id AND e.outcome = 'violated') AS violated,
    (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id AND e.outcome = 'review') AS to_review,
    (SELECT count(DISTINCT c.finding_id) FROM finding_figure AS c WHERE c.document_id = d.id) AS findings,
    d.notes, d.content_hash
FROM document AS d;
