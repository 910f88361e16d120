-- A site is no name to call somebody by: its address is a fact beside the channel's own name.
update channels
set identity = (identity - 'username') || jsonb_build_object('facts', jsonb_build_object('address', identity ->> 'username'))
where identity ->> 'link' = 'https://' || (identity ->> 'username');
