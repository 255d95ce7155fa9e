//! What people write about: the building blocks of every conversation.
//!
//! Words in braces are filled in by `dialogue`, so that no two rides, orders and temperatures are the same.

/// Everything that can be said about one matter.
pub(super) struct Topic {
    /// Key of the team that knows most about it.
    pub team: &'static str,
    /// Tag names.
    pub tags: &'static [&'static str],
    /// Subjects and first messages.
    pub openings: &'static [(&'static str, &'static str)],
    /// What agents say.
    pub replies: &'static [&'static str],
    /// What customers say after the first message.
    pub follow_ups: &'static [&'static str],
    /// What agents say among themselves.
    pub notes: &'static [&'static str],
}

pub(super) static FIRMWARE: Topic = Topic {
    team: "workshop",
    tags: &["firmware-4.2", "assist"],
    openings: &[
        (
            "Assist cuts out since the 4.2 update",
            "Since the 4.2 update the motor stops helping after about {km} km. I have to switch the bike off and on again, then it works for a while.\n\nSerial number is {serial}. It was {temp} °C outside, if that matters.",
        ),
        (
            "No assist below 5 degrees",
            "The bike refuses to assist on cold mornings. Display says \"E-17\" & the battery shows {pct}%.\n\nIt never did this on firmware 4.1.3.",
        ),
        (
            "Update stuck at {pct}%",
            "The update has been at {pct}% for an hour now. What I tried:\n\n- restarted the phone\n- took the battery out for a minute\n- stood next to the bike the whole time\n\nIs it safe to ride like this?",
        ),
        (
            "Can we go back to 4.1.3?",
            "Is there a way to install the old firmware? 4.2.0 makes the bike useless when temp < 5 °C, and it is November.",
        ),
        (
            "Error E-17 on the display",
            "Got E-17 this morning after {km} km. The manual at https://help.kestrelbikes.example/errors stops at E-16. What is it?",
        ),
        (
            "Motor feels weaker",
            "Maybe it is me, but since last week the motor feels weaker uphill. Bike {serial}, mode is Tour.",
        ),
    ],
    replies: &[
        "Thanks for writing, {first}. Could you tell me the firmware version? You find it under Bike > About in the app.",
        "That is the cold start fault in 4.2.0, and I am sorry it reached you. Below 5 °C the controller misreads the battery and stops assisting.\n\nVersion 4.2.1 repairs it. It goes out in groups until the 18th.",
        "Please keep the app open and the phone within two metres of the bike while it installs. It takes about twelve minutes.",
        "I cannot go back to 4.1.3 from here, because 4.2 changed the battery protocol. 4.2.1 is the way forward, and quicker.",
        "E-17 means: battery temperature not plausible. Nothing is broken, the sensor is read wrongly by 4.2.0.",
        "Could you send me the ride log? Bike > Rides > the ride > Share > Log file.",
        "The log shows it clearly: the reading jumps from {temp} °C to -40 °C within one second. That is the known fault, not your bike.",
        "I have put {serial} into the first group for 4.2.1. You should see the update in the app within the hour.",
        "Until then the bike is safe to ride, only without help. Keeping the battery indoors overnight avoids it for most people.",
    ],
    follow_ups: &[
        "It says 4.2.0 (build 881).",
        "Took the battery inside last night & it worked this morning. So it is the cold 🥶",
        "Still the same after the restart, sorry. Same place, same error.",
        "Any news on 4.2.1? The forecast says {temp} °C for the rest of the week.",
        "Thank you, that explains it better than the release notes did.",
        "Log attached. The drop is at minute {pct}, right on the bridge.",
        "The update just arrived and is installing now.",
        "Installed. {km} km this morning without a single drop.",
        "My colleague with {serial} has exactly the same problem. Can you add that bike too?",
    ],
    notes: &[
        "Same pattern as the others: fails when cell temp < 5 °C. Adding to the list for the first group.",
        "Checked telemetry for {serial}: eleven assist drops since the update, none before.",
        "Do not offer a swap of the controller, workshop says 4.2.1 is enough.",
        "Asked the firmware people whether the second group can go earlier.",
    ],
};

pub(super) static BATTERY: Topic = Topic {
    team: "workshop",
    tags: &["battery-recall", "safety"],
    openings: &[
        (
            "Is my battery part of the recall?",
            "I read about the recall of batch B2609. My battery says {serial} on the sticker. Is it affected, and may I still charge it?",
        ),
        (
            "Battery got hot while charging",
            "The battery got quite hot on the charger last night, too hot to hold. I unplugged it at {pct}%.\n\nIt is outside on the balcony now. Please tell me what to do.",
        ),
        (
            "Recall: {pct} bikes on our list",
            "We checked all our bikes against the recall notice. At least {km} of them carry a battery from batch B2609, the list is attached.\n\nPlease tell us\n1. in which order they will be replaced\n2. whether we may use them until then\n3. who pays for the transport",
        ),
        (
            "Replacement battery, when?",
            "The recall page says \"within ten days\". It has been ten days. Where is mine? Form number {order}.",
        ),
        (
            "Recall letter received, what now",
            "I got the letter about the battery. The link https://kestrelbikes.example/recall asks for a number I cannot find.",
        ),
    ],
    replies: &[
        "The batch is the first five characters under the bar code. If it reads B2609, it is affected. Could you send a photo of the sticker?",
        "Please do not charge it until we know more, and keep it at room temperature away from anything that burns.",
        "Replacements are sent in this order: batteries that got warm, then fleets, then everybody else. Yours is planned for the 19th.",
        "It was handed to the courier this morning. Tracking: https://track.parcel.example/{order}",
        "Thank you. Yes, that one is affected. I have reserved a replacement under {order}.",
        "Riding is fine as long as the battery stays below 45 °C. The app shows it under Bike > Battery.",
        "The courier brings the new battery and takes the old one along in a steel box. You need not pack anything.",
        "We pay for transport both ways. If you already paid for it, send me the receipt and we refund it.",
        "Good news: {serial} is from batch B2611 and not affected. You can charge and ride as usual.",
    ],
    follow_ups: &[
        "Photo of the sticker is attached. I read B2609, but the last digit is scratched.",
        "It has cooled down. No smell, no bulge, nothing to see.",
        "We have {pct} guests booked for the weekend, so please understand that \"soon\" does not help us.",
        "Which date exactly? I need to be at home for it.",
        "The form keeps saying \"number not found\". I typed {serial}, with and without the dash.",
        "Can I at least ride with what is left in it? It shows {pct}%.",
        "The courier came without the steel box and would not take the old one.",
        "The new battery is here and charges normally. Thank you for being quick 👍",
    ],
    notes: &[
        "Got warm on the charger, so it goes to the front of the line. Workshop informed.",
        "Batch confirmed from the photo. Reserved {order}.",
        "Third report from the same street. Could be the charger and not the cells?",
        "Courier lost two steel boxes, hence the delay. Do not promise a date before the 19th.",
        "Insurer asks about this one as well, keep the answers consistent.",
    ],
};

pub(super) static BILLING: Topic = Topic {
    team: "billing",
    tags: &["billing", "double-charge"],
    openings: &[
        (
            "Charged twice for Kestrel Care",
            "My card was charged twice on 5 November, both times {amount} €. I have one bike, so one should be enough :)",
        ),
        (
            "Invoice {order} is wrong",
            "Invoice {order} lists {pct} bikes. We have {km}. Please send a corrected one, our books close on Friday.",
        ),
        (
            "Refund not arrived",
            "You promised a refund of {amount} € for the double charge. Nothing on my account yet.",
        ),
        (
            "Please cancel my Care plan",
            "After the double charge I would like to cancel Kestrel Care, and get {amount} € back.\n\nI cannot find the button for it in the app.",
        ),
        (
            "VAT number missing on invoice",
            "Our VAT number is missing on invoice {order}. The accountants (R&D pays, not Facilities) need it there.",
        ),
    ],
    replies: &[
        "I see both charges of {amount} €. A retry in our payment run on the 5th charged about 2,300 people twice. I am sorry that you are one of them.",
        "Here is the corrected invoice: https://billing.kestrelbikes.example/invoices/{order}",
        "I have started the refund by hand, reference {order}. It left us a minute ago.",
        "Your Care plan ends with this month. The bike keeps its two-year warranty, of course.",
        "The credit note is attached. It cancels the wrong invoice in full, so only the new one is due.",
        "The second charge goes back automatically, no need to do anything. Banks take three to five working days.",
        "Could you tell me the last four digits of the card, and the date on the statement?",
        "As a small apology there are two free months on your account. They start after the current period.",
    ],
    follow_ups: &[
        "The statement shows 5 Nov 03:12 and 5 Nov 03:47, both {amount} €.",
        "The new invoice still shows the old address, please use the one from the contract.",
        "Still nothing today. My bank says there is no pending refund.",
        "We would have been overdrawn, so there is a fee of 12 € as well. Will you take that over?",
        "Could you confirm in writing that we owe nothing for the first invoice?",
        "Money is back. Thanks!",
        "Last four digits are {order}. No wait, that is the order. I will look it up.",
        "Two free months is kind. I will stay then.",
    ],
    notes: &[
        "On the list of double charges from the retry on the 5th. Refund batch 2.",
        "Overdraft fee: we take it over up to 25 €, please ask for the proof.",
        "Contract address differs from the billing address. Changed both.",
        "Refund {order} was rejected by the bank once, sent again.",
    ],
};

pub(super) static ACCOUNT: Topic = Topic {
    team: "front",
    tags: &["app", "login"],
    openings: &[
        (
            "App logs me out every morning",
            "The app logs me out every night, so the bike does not unlock when I want to leave. Android, app version 7.{km}.",
        ),
        (
            "App crashes on the ride page",
            "The app closes itself as soon as I open the rides page. I copied what the error log says:\n\nRenderError at <RideTitle>: unexpected markup in name \"<script>alert(1)</script>\" & 2 more\n\nOne ride has a funny name, my son is learning to program.",
        ),
        (
            "Cannot pair the new phone",
            "New phone, same account. Pairing ends with \"Bike is bound to another device\". The old phone is at the bottom of a lake.",
        ),
        (
            "Password mail never arrives",
            "I asked for a new password four times today, and no mail came. Spam folder is empty too.",
        ),
        (
            "Share the bike with my partner",
            "How do I share the bike so that we can both unlock it? The help page https://help.kestrelbikes.example/sharing is for the old app.",
        ),
        (
            "Single sign-on for our staff",
            "We would like our staff to log in with their company account. Is that possible, and which plan do we need?",
        ),
    ],
    replies: &[
        "We found it: the night job that renews logins stopped during the night. It runs again, so tomorrow should be fine.",
        "The crash comes from the name of a ride. We made the page show it as plain text; version 7.32 has that.",
        "The bike is unbound now. Please delete it in the phone's Bluetooth settings first, then pair again.",
        "A password mail left {km} minutes ago. If it does not show up, your mail server may hold it back for a while.",
        "Sharing moved to Bike > People > Invite. The other person needs an account, and gets a link that works for a day.",
        "Yes, single sign-on is part of the Fleet plan. I will send you the form with the details we need.",
        "Hello {first}, could you tell me phone model and app version? Settings > About, at the very bottom.",
        "You can use the card key until the app works again. It is the grey card in the box of the charger.",
    ],
    follow_ups: &[
        "It happened again this morning, at ten past seven.",
        "I renamed the ride and now the page opens 😅",
        "That worked, thank you!",
        "The mail arrived. Four of them, in fact.",
        "Invited, accepted, unlocked. Easy once one knows where.",
        "That is the plan we have. Please send the form, our IT will fill it in.",
        "Pixel 8, app 7.31.{km}.",
        "Screenshot attached, sorry for the cracked screen.",
        "Where is the card key? There was no grey card in my box.",
    ],
    notes: &[
        "Logins again. The renewal job is fixed, so close it if quiet for two days.",
        "Unbound {serial} after checking the order number and the billing address.",
        "Mail was bounced by their filter, asked to allow our domain.",
        "Ride name goes into a log line unescaped, reported to the app team.",
    ],
};

pub(super) static DELIVERY: Topic = Topic {
    team: "front",
    tags: &["delivery"],
    openings: &[
        (
            "Where is my order {order}?",
            "Order {order} has been \"on its way\" since the 5th. Can you find out where it really is?",
        ),
        (
            "Box damaged on arrival",
            "The box arrived with a hole in it. The frame has a scratch of about {km} cm near the motor. Photos attached.\n\nI would rather keep the bike and get a discount than wait again.",
        ),
        (
            "Change of delivery address",
            "We moved! Can order {order} still go to the new address? It is only two streets further.",
        ),
        (
            "Only one of two bikes came",
            "Two bikes ordered, one delivered. The driver said the other one is \"in the system\".",
        ),
    ],
    replies: &[
        "I asked the carrier. It sits in the depot because the house number is missing on the label. They try again tomorrow.",
        "Thank you for the photos. That is clearly transport damage, and we will take care of it.",
        "The address is changed. You will get a new tracking link tonight.",
        "The second bike left the warehouse a day later. It should be with you on Thursday between 9 and 13.",
        "I can offer {amount} € back, or a new frame in about three weeks. Which do you prefer?",
        "Please do not sign for it if the box is open. The driver must note it on the slip.",
    ],
    follow_ups: &[
        "Tomorrow is fine, somebody will be here until 17:00.",
        "The money back, please. It is only a scratch.",
        "The tracking page says \"no such parcel {order}\".",
        "Nobody came. I waited the whole morning.",
        "It is here and it is beautiful. Thank you!",
        "Could they call before they come? The bell does not work.",
    ],
    notes: &[
        "Carrier says label printed without house number, their mistake.",
        "Discount agreed up to 150 € for scratches without function loss.",
        "Second parcel scanned in the depot at half past five.",
    ],
};

pub(super) static LOCATION: Topic = Topic {
    team: "front",
    tags: &["tracking"],
    openings: &[
        (
            "Bike shows up in the sea",
            "According to the map my bike is {km} km off the coast. It stands in front of me.",
        ),
        (
            "Stolen bike, please help",
            "My bike was stolen last night! Serial {serial}. The app shows it moving. Police wants a confirmation that it is mine.\n\nPlease be quick, it is at {pct}% battery.",
        ),
        (
            "Alarm goes off by itself",
            "The alarm goes off about {km} times a night. The neighbours have started to know my name.",
        ),
        (
            "Map is hours behind",
            "Locations in the console are hours behind. Vehicle {serial} has been back in the garage since noon & still shows as riding.",
        ),
        (
            "Geofence misses the north gate",
            "The geofence of the campus leaves out the north gate, so each ride there ends with an alarm. Can its border be moved?",
        ),
    ],
    replies: &[
        "A position in the sea means that the receiver lost the satellites and guessed. A minute under open sky repairs it.",
        "Hello {first}. I switched {serial} to live tracking, it now reports once a minute.",
        "The sensor is too sensitive on \"high\". Please try Alarm > Sensitivity > Medium for a night or two.",
        "Positions were delayed for some hours, because the bikes all asked for 4.2.1 at once. It has caught up now.",
        "You can move the border yourself: Console > Zones > Edit, then drag the corners. Save before you leave the page.",
        "The certificate for the police is attached. They can reach us at any hour under the number on it.",
        "Please do not go there on your own. Tell the police, and we keep tracking.",
    ],
    follow_ups: &[
        "Still in the sea. It is drifting east.",
        "It has stopped now, near the station. The map says accurate to {km} m.",
        "Medium is much better. One alarm, and that was a cat.",
        "Live positions look right again, at least for the {km} bikes I checked.",
        "I moved the corners, but the line jumps back when I save.",
        "Here is what the map shows, see the picture.",
        "The police has it! Thank you, thank you 🙏",
    ],
    notes: &[
        "Proof of purchase checked, owner matches. Police reference goes into the file.",
        "Delay was the update rush, nothing to do for this customer.",
        "Saving zones fails with more than 32 corners. Known, fix planned.",
    ],
};

pub(super) static FLEET: Topic = Topic {
    team: "workshop",
    tags: &["fleet", "console"],
    openings: &[
        (
            "Export misses the last column",
            "The monthly export has no column for the battery batch. We need it for the recall, for {pct} bikes.",
        ),
        (
            "Update {pct} bikes at once?",
            "Can we start the update for all bikes of a depot at once? One by one takes until Christmas.",
        ),
        (
            "Utilisation chart looks wrong",
            "The chart says {pct}% for a bike that is in the workshop since Monday. Which rides does it count?",
        ),
        (
            "API answers 403 since Tuesday",
            "Our integration gets 403 from GET /fleet/v2/vehicles since Tuesday. Key and code did not change.\n\nRequest id of one of them: {order}",
        ),
        (
            "Add a depot",
            "Please add a depot for us, it opens next week. {km} bikes to begin with.",
        ),
    ],
    replies: &[
        "The batch is in the vehicle export, not the ride export. Console > Vehicles > Export, and tick Battery.",
        "Select them in the list and choose Update > Tonight. They install when they stand still on a charger.",
        "The chart counted test rides of the workshop as well. I changed the filter for your account.",
        "The key lost its right to read vehicles when the plans were renamed. It has it back, could you try?",
        "The depot is there now. You can rename it, and move bikes by dragging them.",
        "Up to 50 bikes at a time, so {pct} of them take two nights.",
    ],
    follow_ups: &[
        "Found it, the export has the batch now.",
        "{km} of them did not install. They were not on a charger.",
        "The number is still too high, by about {pct} rides.",
        "200 again. Thanks for the quick help.",
        "Looks right to me now 🎉",
        "Can I have that as a weekly mail?",
        "@team please look at the second page too, same thing there.",
    ],
    notes: &[
        "Plan rename dropped the scope, three more accounts have it.",
        "Asked for a filter on workshop rides in the console.",
        "Fleet is in the second group for 4.2.1.",
    ],
};

pub(super) static PARTS: Topic = Topic {
    team: "workshop",
    tags: &["parts", "warranty"],
    openings: &[
        (
            "Brake lever, part number?",
            "I need the left brake lever for {serial}. Two are listed in the shop, which one fits?",
        ),
        (
            "Creaking bottom bracket",
            "It creaks with every turn of the pedals, since about {km} km. Is that covered?",
        ),
        (
            "Display has a dead line",
            "One line of the display is dead, so I cannot read the minutes. Warranty case?",
        ),
        (
            "Order of spare parts",
            "Please send us, on the usual account:\n\n* 4 brake pads, rear\n* 2 display mounts\n* 1 charger (the 4 A one)\n\nReference {order}.",
        ),
    ],
    replies: &[
        "For your year it is KB-204-L. The other one is for frames with the internal cable.",
        "A little grease often silences it. If it comes back we replace the bearing.",
        "I have ordered the display for you, it goes out with {order}.",
        "The chargers are short because of the recall. Pads and mounts go out today, the charger follows.",
        "Yes, that is covered. Any of our dealers can do it, here is the list: https://kestrelbikes.example/dealers",
    ],
    follow_ups: &[
        "Fits. Thank you.",
        "Grease helped for a day.",
        "The nearest dealer is {km} km away, can you send the part to me?",
        "Pads and mounts arrived. No hurry with the charger.",
        "A short film of the noise is attached, sound on.",
    ],
    notes: &[
        "Dealer discount applies, account number is in the contract.",
        "Bearing of that series is known to creak. Goodwill even after two years.",
        "Chargers back in stock on the 24th.",
    ],
};

pub(super) static JUNK: Topic = Topic {
    team: "front",
    tags: &[],
    openings: &[
        (
            "You WON a golden e-bike!!!",
            "Congratulations dear winner, your adress was chosen out of 1.000.000! Claim your GOLDEN e-bike now: http://golden-prizes.example/claim?id={order}",
        ),
        (
            "Re: Re: your payment",
            "Dear costumer, your payment of {amount} USD is waiting. Send only the fee & we release it today.",
        ),
    ],
    replies: &[],
    follow_ups: &[],
    notes: &[],
};

/// The two long hunts for the fault: many rides, one line each.
pub(super) static RIDE_LOG: Topic = Topic {
    team: "workshop",
    tags: &["firmware-4.2", "investigation"],
    openings: &[(
        "Tracking down the assist drops together",
        "As agreed, I will ride with the test build and report each ride here, so that we find the fault.\n\nBike {serial}, battery from batch B2611, phone stays in the bag. First ride: {km} km at {temp} °C, no drop.",
    )],
    replies: &[
        "Got it, the log of that ride is complete. The drop is at {pct}% charge, like the one before.",
        "Please ride the next one in Eco, so that we can tell current from temperature.",
        "New build 4.2.1-rc{km} is on your bike. It logs the sensor ten times a second.",
        "The reading jumps by {pct} degrees within a second. No battery cools that fast.",
        "Nice find. On our bench it happens at {temp} °C too, but only with a full battery.",
        "Could you repeat the same route with the battery from indoors?",
        "That one looks normal to us. We keep it for comparison.",
        "We moved the limit from 5 °C to {temp} °C in the build you get tonight.",
        "The second sensor agrees with the first until minute {pct}, then they part.",
        "Thank you. Three more rides of this kind and we have enough.",
        "Firmware people say hello, and that your hill is better than their test bench.",
        "Could be moisture in the plug. Please have a look for green or white spots.",
        "No, the tyre pressure does not matter here. Good question though.",
    ],
    follow_ups: &[
        "Next ride: {km} km, {temp} °C, one drop after {pct} minutes.",
        "Rode to work, {km} km, no drop at all. {temp} °C.",
        "Two drops within a minute at {temp} °C, then fine for the rest of the {km} km.",
        "In Eco now. {km} km, nothing happened, boring ride.",
        "Battery was at {pct}% when it dropped. Log is attached.",
        "Same hill as always, E-17 after {km} km. Restart helped.",
        "Plug is clean & dry, I took a photo.",
        "With the warm battery: {km} km without a drop, though it was {temp} °C.",
        "Build installed. First ride {km} km, a short drop & it came back by itself. That is new!",
        "Rain today, {temp} °C. The drop lasted {pct} seconds.",
        "Evening ride with lights on, {km} km, {pct}% left, all good.",
        "My neighbour's bike on 4.1.3 did the same {km} km without a problem, right behind me.",
    ],
    notes: &[
        "Build rc{km} on this bike only, do not hand it out.",
        "Sensor line shares ground with the light. Check the drawing, page {pct}.",
        "Matches what the bench shows at {temp} °C.",
        "This customer rides more than our test riders. Let us send a gift.",
        "Drop at {pct}% again, so it is not the charge level.",
    ],
};
