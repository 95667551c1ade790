-- What people and dashboards read: one row an observation, an indicator of an office in a year, a finding, a document, with
-- Chinese names beside the codes. Every column is told in views.toml.
-- Plain SQL (SQLite and PostgreSQL). Statements end with a semicolon at the end of a line.

CREATE VIEW v_observation AS
SELECT
    d.document, f.report, r.title, r.issuer AS office, r.office AS office_written, f.figure,
    f.subject, f.measure, f.indicator, indicator.zh AS indicator_zh, f.breakdown, f.period,
    CAST(CASE WHEN ltrim(substr(f.period, 1, 4), '0123456789') = '' THEN substr(f.period, 1, 4) END AS INTEGER) AS year,
    f.value, f.value_number, f.unit, f.low, f.high, f.decimals, f.unit_mult,
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

-- One value for each office, indicator, breakdown and period, of all that actual levels say. A rate counts where the
-- indicator is one; a change is no level. Subject is no key: what it says is in the breakdown (docs/indicators.md).
-- A report that names no office is held against itself alone. Which value it is, and what conflicts: docs/views.md.
CREATE VIEW v_indicator_year AS
SELECT
    y.office, y.subject, y.indicator, indicator.zh AS indicator_zh, y.breakdown, y.period, y.year,
    y.value, y.value_number, y.unit, y.decimals, y.unit_mult,
    y.kind, kind.zh AS kind_zh,
    y.bound, bound.zh AS bound_zh,
    y.observations, y.distinct_values, y.conflicts,
    d.document, y.figure,
    (
        SELECT count(DISTINCT p.id) FROM finding_figure AS c JOIN finding AS p ON p.id = c.finding_id
        WHERE c.document_id = y.document_id AND c.figure = y.figure AND p.status = 'open'
    ) AS findings,
    y.document_id
FROM (
    SELECT
        b.*,
        count(*) OVER one AS observations,
        sum(CASE WHEN b.value = b.value_before THEN 0 ELSE 1 END) OVER one AS distinct_values,
        sum(CASE
            WHEN b.kind = b.best_kind
                AND (b.unit = b.best_unit OR b.unit = '' OR b.best_unit = '' OR b.kind IN ('quota', 'headcount', 'unit_count'))
                AND (b.least > b.best_most OR b.most < b.best_least)
            THEN 1 ELSE 0
        END) OVER one AS conflicts
    FROM (
        SELECT
            a.*,
            row_number() OVER best AS place,
            first_value(a.kind) OVER best AS best_kind,
            first_value(a.unit) OVER best AS best_unit,
            first_value(a.least) OVER best AS best_least,
            first_value(a.most) OVER best AS best_most,
            lag(a.value) OVER (
                PARTITION BY a.office, a.indicator, a.breakdown, a.period, a.year, a.alone ORDER BY a.value
            ) AS value_before
        FROM (
            SELECT
                r.issuer AS office, f.indicator, f.breakdown, f.period,
                CAST(CASE WHEN ltrim(substr(f.period, 1, 4), '0123456789') = '' THEN substr(f.period, 1, 4) END AS INTEGER)
                    AS year,
                CASE WHEN r.issuer IS NULL THEN f.document_id END AS alone,
                f.document_id, f.figure, f.position, f.subject, f.value, f.value_number, f.unit, f.decimals, f.unit_mult,
                f.kind, f.bound, f.role, f.origin, f.confidence, r.period AS about,
                CAST(f.low AS NUMERIC) - CASE
                    WHEN f.kind <> 'percentage' OR f.low <> f.high THEN 0
                    WHEN f.decimals = 0 THEN 0.5 WHEN f.decimals = 1 THEN 0.05 WHEN f.decimals = 2 THEN 0.005 ELSE 0
                END AS least,
                CAST(f.high AS NUMERIC) + CASE
                    WHEN f.kind <> 'percentage' OR f.low <> f.high THEN 0
                    WHEN f.decimals = 0 THEN 0.5 WHEN f.decimals = 1 THEN 0.05 WHEN f.decimals = 2 THEN 0.005 ELSE 0
                END AS most
            FROM figure AS f
            LEFT JOIN report AS r ON r.document_id = f.document_id AND r.report = f.report
            WHERE f.indicator IS NOT NULL AND f.period IS NOT NULL AND f.mode = 'actual' AND f.role <> 'delta'
                AND (f.kind = 'percentage') = (replace(f.indicator, '_RATE', '') <> f.indicator)
        ) AS a
        WINDOW best AS (
            PARTITION BY a.office, a.indicator, a.breakdown, a.period, a.year, a.alone
            ORDER BY
                CASE a.bound WHEN 'exact' THEN 0 WHEN 'about' THEN 1 ELSE 2 END,
                CASE WHEN substr(a.about, 1, 4) = substr(a.period, 1, 4) THEN 0 ELSE 1 END,
                CASE WHEN a.least IS NULL OR a.most IS NULL THEN 1 ELSE 0 END, a.most - a.least,
                CASE a.role WHEN 'total' THEN 0 WHEN 'plain' THEN 1 ELSE 2 END,
                CASE a.origin WHEN 'ocr' THEN 1 ELSE 0 END,
                a.confidence DESC, a.document_id, a.position
        )
    ) AS b
    WINDOW one AS (PARTITION BY b.office, b.indicator, b.breakdown, b.period, b.year, b.alone)
) AS y
JOIN document AS d ON d.id = y.document_id
LEFT JOIN label AS kind ON kind.field = 'kind' AND kind.code = y.kind
LEFT JOIN label AS bound ON bound.field = 'bound' AND bound.code = y.bound
LEFT JOIN label AS indicator ON indicator.field = 'indicator' AND indicator.code = y.indicator
WHERE y.place = 1;

CREATE VIEW v_finding AS
SELECT
    p.id, p.run_id, p.finding,
    p.severity, severity.zh AS severity_zh,
    p.code, code.zh AS code_zh,
    p.message, p.expected, p.actual, p.gap, p.gap_number, p.tolerance, p.suggestion,
    p.status, status.zh AS status_zh, p.equation, p.waiver,
    d.document, f.report, r.title, r.issuer AS office, f.figure, f.subject, f.measure,
    f.indicator, indicator.zh AS indicator_zh, f.breakdown, f.period,
    CAST(CASE WHEN ltrim(substr(f.period, 1, 4), '0123456789') = '' THEN substr(f.period, 1, 4) END AS INTEGER) AS year,
    f.text, f.sentence, f.page, f.start, f."end",
    p.fingerprint, p.value_digest, c.document_id
FROM finding AS p
LEFT JOIN finding_figure AS c ON c.finding_id = p.id AND c.position = 0
LEFT JOIN document AS d ON d.id = c.document_id
LEFT JOIN figure AS f ON f.document_id = c.document_id AND f.figure = c.figure
LEFT JOIN report AS r ON r.document_id = f.document_id AND r.report = f.report
LEFT JOIN label AS severity ON severity.field = 'severity' AND severity.code = p.severity
LEFT JOIN label AS code ON code.field = 'code' AND code.code = p.code
LEFT JOIN label AS status ON status.field = 'status' AND status.code = p.status
LEFT JOIN label AS indicator ON indicator.field = 'indicator' AND indicator.code = f.indicator;

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

-- How well a document was read and what it came to. Office and year stand where all reports in it agree on them.
CREATE VIEW v_quality AS
SELECT
    q.document, q.office, q.year, q.reports, q.figures, q.with_indicator, q.with_period, q.with_subject,
    q.relations, q.holding, q.violated, q.to_review, q.not_testable,
    q.errors, q.warnings, q.reviews, q.infos, q.settled,
    q.from_ocr, CAST(q.from_ocr AS DOUBLE PRECISION) / nullif(q.figures, 0) AS share_from_ocr, q.mean_confidence,
    q.notes,
    q.document_id
FROM (
    SELECT
        d.document,
        (
            SELECT CASE WHEN min(coalesce(r.issuer, '')) = max(coalesce(r.issuer, '')) THEN max(r.issuer) END
            FROM report AS r WHERE r.document_id = d.id
        ) AS office,
        (
            SELECT CAST(CASE
                WHEN min(coalesce(substr(r.period, 1, 4), '')) = max(coalesce(substr(r.period, 1, 4), ''))
                    AND ltrim(max(substr(r.period, 1, 4)), '0123456789') = ''
                THEN max(substr(r.period, 1, 4))
            END AS INTEGER)
            FROM report AS r WHERE r.document_id = d.id
        ) AS year,
        (SELECT count(*) FROM report AS r WHERE r.document_id = d.id) AS reports,
        count(f.figure) AS figures,
        count(f.indicator) AS with_indicator,
        count(f.period) AS with_period,
        count(CASE WHEN f.subject <> '' THEN 1 END) AS with_subject,
        (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id) AS relations,
        (
            SELECT count(*) FROM relation AS e WHERE e.document_id = d.id AND e.outcome IN ('holds', 'holds_by_rounding')
        ) AS holding,
        (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id AND e.outcome = 'violated') AS violated,
        (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id AND e.outcome = 'review') AS to_review,
        (SELECT count(*) FROM relation AS e WHERE e.document_id = d.id AND e.outcome = 'not_testable') AS not_testable,
        (
            SELECT count(DISTINCT p.id) FROM finding_figure AS c JOIN finding AS p ON p.id = c.finding_id
            WHERE c.document_id = d.id AND p.status = 'open' AND p.severity = 'error'
        ) AS errors,
        (
            SELECT count(DISTINCT p.id) FROM finding_figure AS c JOIN finding AS p ON p.id = c.finding_id
            WHERE c.document_id = d.id AND p.status = 'open' AND p.severity = 'warning'
        ) AS warnings,
        (
            SELECT count(DISTINCT p.id) FROM finding_figure AS c JOIN finding AS p ON p.id = c.finding_id
            WHERE c.document_id = d.id AND p.status = 'open' AND p.severity = 'review'
        ) AS reviews,
        (
            SELECT count(DISTINCT p.id) FROM finding_figure AS c JOIN finding AS p ON p.id = c.finding_id
            WHERE c.document_id = d.id AND p.status = 'open' AND p.severity = 'info'
        ) AS infos,
        (
            SELECT count(DISTINCT p.id) FROM finding_figure AS c JOIN finding AS p ON p.id = c.finding_id
            WHERE c.document_id = d.id AND p.status <> 'open'
        ) AS settled,
        count(CASE WHEN f.origin = 'ocr' THEN 1 END) AS from_ocr,
        avg(f.confidence) AS mean_confidence,
        json_array_length(d.notes) AS notes,
        d.id AS document_id
    FROM document AS d
    LEFT JOIN figure AS f ON f.document_id = d.id
    GROUP BY d.id, d.document
) AS q;
