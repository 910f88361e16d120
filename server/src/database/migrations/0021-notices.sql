-- How long an answer may take, when a team hears that nobody takes a conversation, and when its
-- supervisors hear that whoever holds it does not answer (REQ-04).
update teams
set settings = '{"answerNormS": 300, "tellTeamS": 120, "silenceS": 600}'::jsonb || settings,
  version = version + 1;
update accounts set settings_version = settings_version + 1;
