-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "CaseKind" AS ENUM ('SECOND_OPINION', 'CONSULTATION', 'REFERRAL');

-- CreateEnum
CREATE TYPE "CaseStatus" AS ENUM ('DRAFT', 'AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW', 'ANSWERED', 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED');

-- CreateEnum
CREATE TYPE "Turn" AS ENUM ('OWNER', 'PRACTICE', 'OWNER_AND_PRACTICE', 'HOSPITAL', 'EVERYONE', 'NOBODY');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('OWNER', 'PRACTICE', 'HOSPITAL', 'SYSTEM');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('ROUTINE', 'SOON', 'URGENT');

-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('ATTENDING_VET');

-- CreateEnum
CREATE TYPE "ConsentTextKey" AS ENUM ('RELEASE', 'AGREEMENT');

-- CreateEnum
CREATE TYPE "AgreementDecision" AS ENUM ('AGREED', 'DECLINED');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('OPEN', 'PAID', 'EXPIRED', 'REFUND_DUE', 'REFUNDED');

-- CreateEnum
CREATE TYPE "OrganizationKind" AS ENUM ('PRACTICE', 'HOSPITAL');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('ADMIN', 'COORDINATOR', 'SPECIALIST', 'BILLING', 'VET', 'NURSE', 'RECEPTION');

-- CreateEnum
CREATE TYPE "DeliveryPolicy" AS ENUM ('ATTENDING_VET_ONLY', 'AFTER_LIVE_EXAM', 'GENERAL_ADVICE');

-- CreateEnum
CREATE TYPE "Specialty" AS ENUM ('CARDIOLOGY', 'DERMATOLOGY', 'EXOTICS', 'IMAGING', 'INTERNAL_MEDICINE', 'NEUROLOGY', 'ONCOLOGY', 'OPHTHALMOLOGY', 'ORTHOPAEDICS', 'SURGERY');

-- CreateEnum
CREATE TYPE "Species" AS ENUM ('CAT', 'DOG', 'HORSE', 'RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('FEMALE', 'MALE', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "NeuterStatus" AS ENUM ('INTACT', 'NEUTERED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "RecommendationStatus" AS ENUM ('DRAFT', 'SIGNED');

-- CreateEnum
CREATE TYPE "OpinionAgreement" AS ENUM ('AGREE', 'AGREE_WITH_CHANGES', 'DIFFER', 'CANNOT_SAY');

-- CreateEnum
CREATE TYPE "RecordKind" AS ENUM ('HISTORY', 'LAB', 'IMAGING', 'PATHOLOGY', 'PHOTO', 'VIDEO', 'LETTER', 'OTHER');

-- CreateEnum
CREATE TYPE "RecordStatus" AS ENUM ('UPLOADING', 'CHECKING', 'READY', 'REFUSED', 'REMOVED');

-- CreateEnum
CREATE TYPE "Audience" AS ENUM ('EVERYONE', 'VETS', 'HOSPITAL');

-- CreateTable
CREATE TABLE "Case" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "CaseKind" NOT NULL DEFAULT 'SECOND_OPINION',
    "status" "CaseStatus" NOT NULL DEFAULT 'DRAFT',
    "ownerId" UUID NOT NULL,
    "patientId" UUID,
    "practiceId" UUID,
    "hospitalId" UUID,
    "serviceId" UUID,
    "specialty" "Specialty",
    "urgency" "Urgency" NOT NULL DEFAULT 'ROUTINE',
    "assigneeId" UUID,
    "turn" "Turn" NOT NULL DEFAULT 'OWNER',
    "turnSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3),
    "clockLeftMs" BIGINT,
    "ownerMs" BIGINT NOT NULL DEFAULT 0,
    "practiceMs" BIGINT NOT NULL DEFAULT 0,
    "hospitalMs" BIGINT NOT NULL DEFAULT 0,
    "informationFrom" "Side",
    "informationReturnsTo" "CaseStatus",
    "attendingVetName" TEXT NOT NULL DEFAULT '',
    "attendingVetPractice" TEXT NOT NULL DEFAULT '',
    "attendingVetEmail" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "headline" TEXT NOT NULL DEFAULT '',
    "recordCount" INTEGER NOT NULL DEFAULT 0,
    "messageCount" INTEGER NOT NULL DEFAULT 0,
    "submittedAt" TIMESTAMPTZ(3),
    "paidAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "followUpEndsAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "resentFromId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseChain" (
    "caseId" UUID NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "CaseChain_pkey" PRIMARY KEY ("caseId")
);

-- CreateTable
CREATE TABLE "CaseEvent" (
    "caseId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID,
    "side" "Side" NOT NULL,
    "audience" "Audience" NOT NULL DEFAULT 'EVERYONE',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "CaseEvent_pkey" PRIMARY KEY ("caseId","seq")
);

-- CreateTable
CREATE TABLE "CaseSearch" (
    "caseId" UUID NOT NULL,
    "hospitalId" UUID,
    "practiceId" UUID,
    "ownerId" UUID NOT NULL,
    "document" tsvector NOT NULL,

    CONSTRAINT "CaseSearch_pkey" PRIMARY KEY ("caseId")
);

-- CreateTable
CREATE TABLE "CaseLink" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "purpose" "LinkPurpose" NOT NULL DEFAULT 'ATTENDING_VET',
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CaseLink_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "ConsentText" (
    "id" UUID NOT NULL,
    "key" "ConsentTextKey" NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsentText_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Release" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hospitalId" UUID NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'SECOND_OPINION',
    "kinds" "RecordKind"[],
    "textId" UUID NOT NULL,
    "grantedById" UUID NOT NULL,
    "signedName" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "revokeReason" TEXT,

    CONSTRAINT "Release_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "Agreement" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hospitalId" UUID NOT NULL,
    "decision" "AgreementDecision" NOT NULL,
    "kinds" "RecordKind"[],
    "reason" TEXT NOT NULL DEFAULT '',
    "comment" TEXT NOT NULL DEFAULT '',
    "textId" UUID NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID NOT NULL,
    "signedName" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "revokeReason" TEXT,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "estimateId" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "applicationFeeMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "PaymentStatus" NOT NULL DEFAULT 'OPEN',
    "checkoutSessionId" TEXT,
    "checkoutUrl" TEXT,
    "paymentIntentId" TEXT,
    "failure" TEXT,
    "receiptNumber" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paidAt" TIMESTAMPTZ(3),
    "refundReason" TEXT,
    "refundId" TEXT,
    "refundedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "transactionId" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "memo" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "StripeEvent" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "StripeEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "isOperator" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "actingOrgId" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInToken" (
    "identifier" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInToken_pkey" PRIMARY KEY ("identifier","tokenHash")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "kind" "OrganizationKind" NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "phone" TEXT,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "verifiedAt" TIMESTAMPTZ(3),
    "stripeAccountId" TEXT,
    "chargesEnabled" BOOLEAN NOT NULL DEFAULT false,
    "turnaroundHours" INTEGER NOT NULL DEFAULT 48,
    "triageHours" INTEGER NOT NULL DEFAULT 24,
    "followUpDays" INTEGER NOT NULL DEFAULT 14,
    "deliveryPolicy" "DeliveryPolicy" NOT NULL DEFAULT 'ATTENDING_VET_ONLY',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "organizationId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "MemberRole" NOT NULL,
    "credentials" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("organizationId","personId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "MemberRole" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Service" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "specialty" "Specialty" NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "feeMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "turnaroundHours" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Service_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Patient" (
    "ownerId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "species" "Species" NOT NULL,
    "breed" TEXT NOT NULL DEFAULT '',
    "sex" "Sex" NOT NULL DEFAULT 'UNKNOWN',
    "neuter" "NeuterStatus" NOT NULL DEFAULT 'UNKNOWN',
    "bornOn" DATE,
    "weightGrams" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("ownerId","id")
);

-- CreateTable
CREATE TABLE "Recommendation" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 1,
    "status" "RecommendationStatus" NOT NULL DEFAULT 'DRAFT',
    "authorId" UUID NOT NULL,
    "assessment" TEXT NOT NULL DEFAULT '',
    "agreement" "OpinionAgreement",
    "agreementNote" TEXT NOT NULL DEFAULT '',
    "differentials" TEXT NOT NULL DEFAULT '',
    "tests" TEXT NOT NULL DEFAULT '',
    "treatment" TEXT NOT NULL DEFAULT '',
    "prognosis" TEXT NOT NULL DEFAULT '',
    "urgency" "Urgency",
    "examinationNeeded" TEXT NOT NULL DEFAULT '',
    "plainLanguage" TEXT NOT NULL DEFAULT '',
    "answers" JSONB NOT NULL DEFAULT '[]',
    "addendumReason" TEXT NOT NULL DEFAULT '',
    "reliedOn" JSONB NOT NULL DEFAULT '[]',
    "signedName" TEXT,
    "signedAt" TIMESTAMPTZ(3),
    "contentHash" TEXT,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Recommendation_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "Record" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "holder" "Side" NOT NULL,
    "kind" "RecordKind" NOT NULL DEFAULT 'OTHER',
    "name" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "declaredType" TEXT NOT NULL DEFAULT '',
    "contentType" TEXT,
    "sha256" TEXT,
    "objectKey" TEXT NOT NULL,
    "status" "RecordStatus" NOT NULL DEFAULT 'UPLOADING',
    "refusal" TEXT,
    "dicom" JSONB,
    "scan" TEXT,
    "uploadId" TEXT,
    "partSize" INTEGER,
    "uploadedBy" UUID,
    "uploaderName" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readyAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Record_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "RecordView" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordId" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "side" "Side" NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID,
    "viewerName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecordView_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "CaseRequest" (
    "caseId" UUID NOT NULL,
    "redFlags" TEXT[],
    "redFlagAnswer" TEXT,
    "presentingComplaint" TEXT NOT NULL DEFAULT '',
    "history" TEXT NOT NULL DEFAULT '',
    "workingDiagnosis" TEXT NOT NULL DEFAULT '',
    "proposedPlan" TEXT NOT NULL DEFAULT '',
    "medications" TEXT NOT NULL DEFAULT '',
    "decisionAhead" TEXT NOT NULL DEFAULT '',
    "whatMatters" TEXT NOT NULL DEFAULT '',
    "questions" TEXT[],
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CaseRequest_pkey" PRIMARY KEY ("caseId")
);

-- CreateTable
CREATE TABLE "Message" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "audience" "Audience" NOT NULL,
    "side" "Side" NOT NULL,
    "authorKind" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "authorName" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "clientKey" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "MessageRecord" (
    "caseId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "recordId" UUID NOT NULL,

    CONSTRAINT "MessageRecord_pkey" PRIMARY KEY ("caseId","messageId","recordId")
);

-- CreateTable
CREATE TABLE "ReadMark" (
    "caseId" UUID NOT NULL,
    "readerId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReadMark_pkey" PRIMARY KEY ("caseId","readerId")
);

-- CreateTable
CREATE TABLE "Estimate" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "turnaroundHours" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "supersededAt" TIMESTAMPTZ(3),

    CONSTRAINT "Estimate_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "InformationRequest" (
    "caseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "askedOf" "Side" NOT NULL,
    "question" TEXT NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" TEXT,
    "answeredBy" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "InformationRequest_pkey" PRIMARY KEY ("caseId","id")
);

-- CreateTable
CREATE TABLE "Decline" (
    "caseId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "suggestion" TEXT NOT NULL DEFAULT '',
    "declinedById" UUID NOT NULL,
    "declinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Decline_pkey" PRIMARY KEY ("caseId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Case_number_key" ON "Case"("number");

-- CreateIndex
CREATE INDEX "Case_ownerId_updatedAt_idx" ON "Case"("ownerId", "updatedAt" DESC);

-- CreateIndex
CREATE INDEX "Case_practiceId_updatedAt_idx" ON "Case"("practiceId", "updatedAt" DESC);

-- CreateIndex
CREATE INDEX "Case_hospitalId_updatedAt_idx" ON "Case"("hospitalId", "updatedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "CaseLink_tokenHash_key" ON "CaseLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "ConsentText_key_version_key" ON "ConsentText"("key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_checkoutSessionId_key" ON "Payment"("checkoutSessionId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_paymentIntentId_key" ON "Payment"("paymentIntentId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_receiptNumber_key" ON "Payment"("receiptNumber");

-- CreateIndex
CREATE INDEX "LedgerEntry_transactionId_idx" ON "LedgerEntry"("transactionId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "SignInToken_tokenHash_key" ON "SignInToken"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_slug_key" ON "Organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_stripeAccountId_key" ON "Organization"("stripeAccountId");

-- CreateIndex
CREATE INDEX "Membership_personId_idx" ON "Membership"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Recommendation_caseId_number_key" ON "Recommendation"("caseId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Record_objectKey_key" ON "Record"("objectKey");

-- CreateIndex
CREATE INDEX "Message_caseId_createdAt_idx" ON "Message"("caseId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Message_caseId_clientKey_key" ON "Message"("caseId", "clientKey");

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_ownerId_patientId_fkey" FOREIGN KEY ("ownerId", "patientId") REFERENCES "Patient"("ownerId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "Organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_hospitalId_fkey" FOREIGN KEY ("hospitalId") REFERENCES "Organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_hospitalId_serviceId_fkey" FOREIGN KEY ("hospitalId", "serviceId") REFERENCES "Service"("organizationId", "id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseChain" ADD CONSTRAINT "CaseChain_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseEvent" ADD CONSTRAINT "CaseEvent_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseSearch" ADD CONSTRAINT "CaseSearch_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_textId_fkey" FOREIGN KEY ("textId") REFERENCES "ConsentText"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_textId_fkey" FOREIGN KEY ("textId") REFERENCES "ConsentText"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_caseId_estimateId_fkey" FOREIGN KEY ("caseId", "estimateId") REFERENCES "Estimate"("caseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_caseId_paymentId_fkey" FOREIGN KEY ("caseId", "paymentId") REFERENCES "Payment"("caseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_actingOrgId_fkey" FOREIGN KEY ("actingOrgId") REFERENCES "Organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Service" ADD CONSTRAINT "Service_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recommendation" ADD CONSTRAINT "Recommendation_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Record" ADD CONSTRAINT "Record_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordView" ADD CONSTRAINT "RecordView_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordView" ADD CONSTRAINT "RecordView_caseId_recordId_fkey" FOREIGN KEY ("caseId", "recordId") REFERENCES "Record"("caseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseRequest" ADD CONSTRAINT "CaseRequest_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRecord" ADD CONSTRAINT "MessageRecord_caseId_messageId_fkey" FOREIGN KEY ("caseId", "messageId") REFERENCES "Message"("caseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRecord" ADD CONSTRAINT "MessageRecord_caseId_recordId_fkey" FOREIGN KEY ("caseId", "recordId") REFERENCES "Record"("caseId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadMark" ADD CONSTRAINT "ReadMark_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Estimate" ADD CONSTRAINT "Estimate_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InformationRequest" ADD CONSTRAINT "InformationRequest_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decline" ADD CONSTRAINT "Decline_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


