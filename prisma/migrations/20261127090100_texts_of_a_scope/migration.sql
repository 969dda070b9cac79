-- What is signed may be kinds, days and single records now: the texts say so. Earlier signatures keep the version that they were
-- given under.

insert into "ConsentText" (id, key, version, body) values
(uuidv7(), 'RELEASE', 2,
'I allow the hospital named here to read the records chosen here, for this case only, so that its team can decide whether it can help and can write its opinion.

This covers the records that I add, and those that my vet adds, if my vet agrees as well. Records that are added later are covered if they are of the kinds and days chosen here; where I have chosen single records, they are not. The hospital does not see my vet''s records before both of us have signed.

The permission ends on the date shown here. I can share less, or end it, at any time on this page, without giving a reason. From then on the hospital can no longer open what I have taken back. It cannot unread what it has read, and a signed opinion keeps a list of the records it was based on.

My vet and I can see who opened which record, and when. Signing costs nothing.'),
(uuidv7(), 'AGREEMENT', 2,
'I agree that the hospital named here may read the records chosen here, as far as our practice adds them to this case, and that it may discuss the case with us. Records that we add later are covered if they are of the kinds and days chosen here; where we have chosen single records, they are not. This holds only together with the owner''s release.

We remain the attending practice. The hospital advises and does not take the patient over; its answer comes to us and to the owner.

The agreement ends on the date shown here. We can share less, or end it, at any time, with effect for everything that has not been read yet. A signed opinion keeps a list of the records it was based on.

The owner and we can see who opened which record, and when. I may answer for the practice. This text does not replace the rules that our profession sets us.');
