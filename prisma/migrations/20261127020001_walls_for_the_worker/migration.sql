-- The worker writes down hundreds of files at a time, and the policies ask for the actor's side once for each row, which reads the
-- case each time. The side SYSTEM is a matter of two settings of the transaction: asked once a statement. It is the same answer
-- as app.side gives. PostgreSQL asks the policies of a table from the last name to the first: these come first by their names.
do $$ declare t text; begin
  foreach t in array array['Record', 'Study', 'Series'] loop
    execute format('create policy worker_read on %I for select to conferral_app
      using ((select app.kind()) = ''SYSTEM'' and "caseId" = (select app.link_case()))', t);
    execute format('create policy worker_change on %I for update to conferral_app
      using ((select app.kind()) = ''SYSTEM'' and "caseId" = (select app.link_case()))', t);
  end loop;
end $$;
