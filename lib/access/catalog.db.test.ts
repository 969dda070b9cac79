import { describe, expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'

// What each object in the database is. Something new that nobody classified fails here, not in production.

/** Rows belong to a tenant or a person: row-level security, forced, with policies for the application's role. */
const GUARDED = [
  ...['CaseSupport', 'SupportNote', 'NewHome', 'CoOwner'],
  ...['Person', 'Session', 'SignInToken', 'Organization', 'Membership', 'Invitation', 'Service', 'Patient'],
  ...[
    'Case',
    'CaseRequest',
    'CaseEvent',
    'CaseChain',
    'CaseLink',
    'ConsentText',
    'Release',
    'Agreement',
    'SignatureProof',
    'ConsentItem',
  ],
  ...['Record', 'RecordView', 'Estimate', 'InformationRequest', 'Decline', 'Payment', 'LedgerEntry', 'StripeEvent'],
  ...['Message', 'MessageRecord', 'ReadMark', 'Recommendation', 'VetView', 'PlanItem'],
  ...['PracticeClaim', 'PracticeSite', 'PracticeText'],
  ...['HistoryEntry', 'LabSheet', 'LabValue'],
  ...['RecordReading', 'RecordPreview'],
  ...['ReadinessList', 'RecordAsk'],
  ...['Study', 'Series'],
  ...['MailAddress', 'InboundMail'],
  ...['PracticeNote', 'OwnerInvitation'],
  ...['DeliveryRule', 'LegalHold', 'ErasureRequest'],
  ...['Credential', 'CorporateGroup'],
]
/** The application's role has no right at all: read through a function only. */
const CLOSED = ['CaseSearch', 'StorageUse', 'StorageLimit']
/** Holds no one's data. */
const OPEN = ['RateLimit', '_prisma_migrations']

/** Grants that the ledger's promise rests on. */
const APPEND_ONLY = [
  ...[
    'CaseEvent',
    'LedgerEntry',
    'RecordView',
    'ConsentText',
    'SignatureProof',
    'VetView',
    'Message',
    'Decline',
    'LabValue',
  ],
  ...['ReadinessList', 'RecordAsk', 'DeliveryRule', 'ConsentItem'],
]

/** SECURITY DEFINER: each passes the second wall for one purpose and filters by the actor itself. */
const DOORS = [
  ...['side', 'beside_record'],
  ...['supported_cases', 'support_writes', 'support_on', 'support_by_token', 'accept_support', 'leave_support'],
  ...['support_mails', 'note_death', 'home_by_token', 'accept_home'],
  ...[
    'co_owned_animals',
    'co_owned_cases',
    'co_owns',
    'co_owners_on',
    'animal_owner',
    'owners_of_animal',
    'owner_address',
  ],
  ...['co_owner_by_token', 'accept_co_owner', 'leave_co_owner'],
  ...['begin_session', 'begin_link', 'hats_for_case', 'append_event', 'enqueue', 'practice_for_address'],
  ...['people_on_case', 'due_cases', 'case_of_payment', 'index_case', 'search_cases', 'ledger_balanced'],
  ...['late_cases', 'due_refunds', 'case_of_payment_id', 'estimate_terms'],
  ...['peek_sign_in', 'create_organization', 'invitation_by_token', 'accept_invitation'],
  ...['is_operator', 'hospitals_to_verify', 'repayments_that_came_back', 'verify_hospital'],
  ...['queue', 'queue_counts', 'thread_counts'],
  ...['address_of_another', 'domain_is_shared', 'prove_claim', 'claims_to_decide', 'decide_claim', 'claim_covers'],
  ...['claimed_cases', 'take_claimed_case', 'has_left', 'end_links_of', 'link_to_renew', 'case_site'],
  ...['carry_records', 'object_in_use', 'name_holder'],
  ...['append_events', 'unpack_entries'],
  ...['carry_begun_records', 'carry_history', 'name_writer'],
  ...['index_reading', 'scope_readings', 'carry_reading', 'search_records'],
  ...['count_images'],
  ...['checking_records', 'records_open_to_us', 'study_files'],
  ...['count_storage', 'storage_room', 'stale_uploads'],
  ...[
    'credentials_to_verify',
    'judge_credential',
    'specialists',
    'open_cases',
    'measured_turnaround',
    'group_of_address',
  ],
  ...['plan_due', 'practice_due', 'case_due', 'plan_moved', 'forget_invited'],
  ...['mail_addresses', 'mail_entries'],
  ...['owner_invitation', 'accept_owner_invitation'],
  ...['due_for_removal', 'removals_ahead', 'remove_content', 'removals_to_tell', 'tell_of_removal'],
  ...['search_supported', 'leave_wrong_case'],
  ...['my_erasure_blocks', 'due_erasures', 'erase_person'],
  ...['storage_overview', 'storage_key_named', 'set_storage_limit'],
  ...['place_record', 'date_records', 'keep_left_out', 'names_item'],
]
/** Run with the caller's rights. */
const PLAIN = [
  ...['party', 'support_says'],
  ...['owns', 'co_owned_from', 'cases_owned_by'],
  ...['kind', 'person', 'org', 'role', 'link_case', 'link', 'actor_id', 'side_on', 'set_actor', 'hears', 'last_heard'],
  ...['covered', 'sees_record', 'records_open', 'sees_event_record', 'signed_is_final', 'append_only', 'event_hash'],
  ...['verify_chain', 'search_scope', 'payment_keeps', 'hears_event'],
  ...['practice_holds'],
  ...['sees_plan', 'plan_keeps', 'site_is_the_practices'],
  ...['case_keeps', 'study_keeps', 'record_keeps'],
  ...['written_now', 'first_day', 'last_day', 'in_scope'],
  ...['holds_history', 'sees_event_history'],
  ...['lock_imaging', 'sees_study'],
  ...['storage_key'],
  ...['delivery_rule_is_final'],
  ...['practice', 'stands_in', 'own_draft', 'consults', 'money_side', 'client_of', 'answer_shared', 'payer_stays'],
  ...['kept_until', 'told_of_removal', 'is_held', 'ended', 'removing', 'delete_rows_of', 'forget_case'],
  ...['erasure_blocks'],
]

const query = async <T extends object>(sql: string): Promise<T[]> => (await useDatabase().owner.query<T>(sql)).rows

describe('the catalog', () => {
  it('holds no table that is not classified, and every guarded one has forced row-level security', async () => {
    const tables = await query<{ name: string; rls: boolean; forced: boolean; policies: number }>(`
      select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid and 'conferral_app'::regrole = any (p.polroles)) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'app') and c.relkind in ('r', 'p', 'm', 'f')`)
    expect(tables.map((t) => t.name).sort()).toEqual([...GUARDED, ...CLOSED, ...OPEN].sort())
    for (const table of tables.filter((t) => !OPEN.includes(t.name)))
      expect(table, table.name).toMatchObject({ rls: true, forced: true })
    for (const table of tables.filter((t) => GUARDED.includes(t.name)))
      expect(table.policies, table.name).toBeGreaterThan(0)
  })

  it('holds no view without security_invoker', async () => {
    const views = await query<{ name: string; options: string[] | null }>(`
      select c.relname as name, c.reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'app') and c.relkind = 'v'`)
    for (const view of views) expect(view.options, view.name).toContain('security_invoker=true')
  })

  it('holds no function that is not classified; doors have a fixed search_path and are closed to the public', async () => {
    const functions = await query<{ name: string; definer: boolean; config: string[] | null; public: boolean }>(`
      select p.proname as name, p.prosecdef as definer, p.proconfig as config, has_function_privilege('public', p.oid, 'execute') as public
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'public')`)
    const definers = functions.filter((f) => f.definer).map((f) => f.name)
    expect(definers.sort()).toEqual([...DOORS].sort())
    expect(
      functions
        .filter((f) => !f.definer)
        .map((f) => f.name)
        .sort(),
    ).toEqual([...PLAIN].sort())
    for (const door of functions.filter((f) => f.definer))
      expect(door, door.name).toMatchObject({
        public: false,
        config: [expect.stringMatching(/^search_path=pg_catalog, public$/)],
      })
  })

  it('takes nothing for unchanging that depends on who acts: plans are kept from one actor to the next', async () => {
    const wrong = await query<{ name: string }>(`
      with ours as (select p.proname as name, p.provolatile as kind, p.prosrc as body
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app')
      select i.name from ours i where i.kind = 'i' and (i.body ~* '\\mcurrent_setting\\M|\\mnow\\M|\\mpublic\\.'
        or exists (select from ours s where s.kind <> 'i' and i.body ~ ('\\mapp\\.' || s.name || '\\M')))`)
    expect(wrong).toEqual([])
  })

  it('gives the application’s role no ownership, no bypass, and no way to change what is append-only', async () => {
    const [role] = await query<{ super: boolean; bypass: boolean; owned: number }>(`
      select rolsuper as super, rolbypassrls as bypass, (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
      from pg_roles r where rolname = 'conferral_app'`)
    expect(role).toEqual({ super: false, bypass: false, owned: 0 })
    const grants = await query<{ table_name: string; privilege_type: string }>(`
      select table_name, privilege_type from information_schema.role_table_grants where grantee = 'conferral_app' and table_schema = 'public'`)
    const of = (table: string) => grants.filter((g) => g.table_name === table).map((g) => g.privilege_type)
    for (const table of APPEND_ONLY)
      expect(
        of(table).filter((p) => p !== 'SELECT' && p !== 'INSERT'),
        table,
      ).toEqual([])
    for (const table of CLOSED) expect(of(table), table).toEqual([])
    const columns = await query<{ table_name: string }>(`
      select distinct table_name from information_schema.column_privileges
      where grantee = 'conferral_app' and privilege_type = 'UPDATE' and table_schema = 'public'`)
    for (const table of APPEND_ONLY) expect(columns.map((c) => c.table_name)).not.toContain(table)
  })
})
