//! The provider's objects as its public clients show them, with invented values.

use serde::de::DeserializeOwned;

use crate::model::SourceKey;
use crate::transport::WithRaw;

pub(super) fn key() -> SourceKey {
    SourceKey::parse("acme-slack").unwrap()
}

pub(super) fn read<T: DeserializeOwned>(json: &str) -> WithRaw<T> {
    serde_json::from_str(json).unwrap()
}

/// A conversation of a Slack channel, as a list shows it.
pub(super) const FROM_SLACK: &str = r#"{"id":"7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11","status":"open","customerId":"2c9b1f0a-55a1-4d0e-9c57-51c1a9fe2d10","channelId":"C06QX1R2T3U","wasManuallyCreated":false,"friendlyId":1042,"createdAt":"2026-02-03T08:11:04.201Z","updatedAt":"2026-02-03T08:15:40.877Z","closedAt":null,"statusUpdatedAt":null,"responseTime":null,"responseTimeWorking":null,"resolutionTime":null,"resolutionTimeWorking":null,"title":"Export to CSV hangs","priority":7,"initialMessage":{"id":"T05AB1CD2EF-C06QX1R2T3U-1770106264.118309","ts":"1770106264.118309","text":"The CSV export never finishes &amp; shows a spinner","timestamp":"2026-02-03T08:11:04.118Z"},"assignedToUserId":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","tags":[{"id":"c50a2e0e-6a5b-4f0a-a0a1-9b2f6d1f0c77","name":"Bug"}],"customer":{"id":"2c9b1f0a-55a1-4d0e-9c57-51c1a9fe2d10","name":"Northwind Tiles"},"wakeUpAt":null,"summary":null,"snoozedAt":null,"lockedAt":null,"ticketTypeId":null,"ticketTypeFields":{},"followers":[],"files":[]}"#;

/// An internal one, on hold and snoozed.
pub(super) const SNOOZED: &str = r#"{"id":"a8b5e9d0-2e2e-4f3a-9c69-1c6b1d7f5a02","status":"on_hold","customerId":null,"channelId":"C07TRIAGE01","wasManuallyCreated":true,"friendlyId":1043,"createdAt":"2026-02-03T09:00:00.000Z","updatedAt":"2026-02-04T10:30:12.345Z","closedAt":null,"statusUpdatedAt":"2026-02-04T10:30:12.340Z","responseTime":420,"responseTimeWorking":420,"resolutionTime":null,"resolutionTimeWorking":null,"title":null,"priority":null,"initialMessage":{"ts":"1770109200.000100","text":"Internal: rotate the staging keys"},"assignedToUserId":null,"tags":[],"customer":null,"wakeUpAt":"2026-02-06T08:00:00.000Z","summary":"Key rotation request","snoozedAt":"2026-02-04T10:30:12.300Z","lockedAt":null,"ticketTypeId":"0e2f7a5b-5d3c-47e6-8a9f-2b4c6d8e0f13","ticketTypeFields":{"3d5f7b91-1a2c-4e6d-8f90-a1b2c3d4e5f6":"staging"},"metadata":{"origin":"runbook"}}"#;

/// A closed one by mail.
pub(super) const BY_MAIL: &str = r#"{"id":"e41c7a90-0b8d-4c55-bb1f-6a3d9e2c8f47","status":"closed","customerId":"9XqJkPTvWm3RzB7uLdAe","channelId":"C06EMAILS22","wasManuallyCreated":false,"friendlyId":998,"createdAt":"2026-01-20T15:02:44.003Z","updatedAt":"2026-01-21T09:12:01.500Z","closedAt":"2026-01-21T09:12:01.490Z","statusUpdatedAt":"2026-01-21T09:12:01.490Z","responseTime":905,"responseTimeWorking":300,"resolutionTime":65357,"resolutionTimeWorking":14057,"title":"Invoice copy","priority":3,"initialMessage":{"ts":"1768921364.000200","text":"","content":"<p>Please send invoice 77.</p>","sentByUser":{"name":"Ola Berg","email":"ola@example.test"}},"assignedToUserId":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","assignedToUser":{"id":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","name":"Ana Ruiz"},"submitterUser":{"email":"ola@example.test"},"sourceType":"email","tags":[{"id":"1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b","name":"Billing"}],"customer":{"id":"9XqJkPTvWm3RzB7uLdAe","name":"Berg & Co"},"wakeUpAt":null,"summary":"Customer asked for a copy of an invoice.","snoozedAt":null,"lockedAt":null,"ticketTypeId":null,"ticketTypeFields":{},"files":[{"id":"6b8e0d1c-3f5a-4c7e-9b2d-4a6c8e0f1a3b","name":"invoice-77.pdf","size":48211,"filetype":"pdf","mimetype":"application/pdf"}]}"#;

/// What a customer said in Slack.
pub(super) const SAID_IN_SLACK: &str = r#"{"id":"T05AB1CD2EF-C06QX1R2T3U-1770106264.118309","ts":"1770106264.118309","userId":"U05CUST0001","userTeamId":"T05ZZ9YY8XX","botId":null,"botName":null,"text":"The CSV export never finishes &amp; shows a spinner","subtype":null,"conversationId":"7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11","timestamp":"2026-02-03T08:11:04.118Z","threadTs":null,"user":{"id":"5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b","name":"Ivo Petrov","email":"ivo@northwind.test","slackId":"U05CUST0001","photo":"https://cdn.example.test/ivo.png"}}"#;

/// What an agent sent from the dashboard.
pub(super) const SENT_BY_AGENT: &str = r#"{"id":"T05AB1CD2EF-C06QX1R2T3U-1770106700.551002","ts":"1770106700.551002","userId":"U05BOT00001","userTeamId":"T05AB1CD2EF","botId":"B05UNTHREAD","botName":"Ana Ruiz","text":"Thanks, looking into it.","subtype":"bot_message","conversationId":"7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11","timestamp":"2026-02-03T08:18:20.551Z","threadTs":"1770106264.118309","user":null,"sentByUserId":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","sentByUser":{"name":"Ana Ruiz","email":"ana@acme.test"},"isPrivateNote":false}"#;

/// What came by mail.
pub(super) const MAIL: &str = r#"{"id":"T05AB1CD2EF-C06EMAILS22-1768921364.000200","ts":"1768921364.000200","userId":"U05BOT00001","userTeamId":"T05AB1CD2EF","botId":"B05UNTHREAD","botName":"Ola Berg","text":"","subtype":"bot_message","conversationId":"e41c7a90-0b8d-4c55-bb1f-6a3d9e2c8f47","timestamp":"2026-01-20T15:02:44.000Z","threadTs":null,"user":{"id":"77a1b2c3-d4e5-4f60-8a7b-9c0d1e2f3a4b","name":"Ola Berg","email":"","slackId":"","photo":""},"metadata":{"eventType":"email_received"},"sentByUser":{"name":"Ola Berg","email":"ola@example.test"},"files":null}"#;

/// What the service answered by itself; has no id.
pub(super) const AUTORESPONSE: &str = r#"{"ts":"1770106300.000900","userId":"U05BOT00001","userTeamId":"T05AB1CD2EF","botId":"B05UNTHREAD","botName":"Unthread","text":"We got your message and will answer within an hour.","subtype":"bot_message","conversationId":"7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11","timestamp":"2026-02-03T08:11:40.000Z","threadTs":"1770106264.118309","user":null,"metadata":{"eventType":"autoresponder_replied"},"isAutoresponse":true}"#;

/// A customer with all settings.
pub(super) const CUSTOMER: &str = r#"{"id":"2c9b1f0a-55a1-4d0e-9c57-51c1a9fe2d10","name":"Northwind Tiles","primarySupportAssigneeId":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","primarySupportAssigneeType":"user","secondarySupportAssigneeId":"d0c1b2a3-9485-4776-8675-64738291a0bf","secondarySupportAssigneeType":"team","replyTimeoutMinutes":240,"defaultTriageChannelId":"C07TRIAGE01","disableAutomatedTicketing":false,"botHandling":"off","autoresponder":{"enabled":true,"condition":"outside-working-hours","message":"We are back at nine."},"supportSteps":[{"type":"assignment","assigneeId":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","assigneeType":"user","minutes":0},{"type":"escalation","assigneeId":"d0c1b2a3-9485-4776-8675-64738291a0bf","assigneeType":"team","minutes":60,"shouldCycleThroughTeamMembers":true,"maxCycles":2,"cycleMinutes":30}],"slackTeamId":"T05ZZ9YY8XX","assignToTaggedUserEnabled":true,"slackChannelId":"C06QX1R2T3U","createdAt":"2025-06-01T12:00:00.000Z","updatedAt":"2026-01-30T07:45:10.120Z","tags":[{"id":"8a7b6c5d-4e3f-4210-9a8b-7c6d5e4f3a2b","name":"Enterprise"}],"slackChannel":{"id":"C06QX1R2T3U","name":"ext-northwind","isShared":true,"isPrivate":false}}"#;

/// A customer from the early days.
pub(super) const OLD_CUSTOMER: &str = r#"{"id":"9XqJkPTvWm3RzB7uLdAe","name":"Berg & Co","primarySupportAssigneeId":null,"primarySupportAssigneeType":null,"secondarySupportAssigneeId":null,"secondarySupportAssigneeType":null,"replyTimeoutMinutes":null,"defaultTriageChannelId":null,"disableAutomatedTicketing":null,"botHandling":null,"autoresponder":null,"supportSteps":null,"slackTeamId":null,"assignToTaggedUserEnabled":null,"slackChannelId":null,"createdAt":"2023-02-11T10:10:10.000Z","updatedAt":"2023-02-11T10:10:10.000Z","tags":[],"slackChannel":null}"#;

/// A tag.
pub(super) const TAG: &str = r#"{"id":"c50a2e0e-6a5b-4f0a-a0a1-9b2f6d1f0c77","name":"Bug"}"#;

/// A user of the team.
pub(super) const MEMBER: &str = r#"{"id":"b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90","name":"Ana Ruiz","email":"ana@acme.test","slackId":"U05AGENT001","photo":"https://cdn.example.test/ana.png"}"#;

/// A user outside.
pub(super) const OUTSIDER: &str = r#"{"id":"5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b","name":"Ivo Petrov","email":"ivo@northwind.test","slackId":"U05CUST0001","photo":"https://cdn.example.test/ivo.png"}"#;

/// A user known by mail only.
pub(super) const MAIL_WRITER: &str = r#"{"id":"77a1b2c3-d4e5-4f60-8a7b-9c0d1e2f3a4b","name":"Ola Berg","email":"","slackId":"","photo":""}"#;
